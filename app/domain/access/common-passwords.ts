/**
 * Words that the commonest passwords are made of, world-wide and in Vietnam, without diacritics. With the digits, years and
 * runs that `password-policy.ts` takes away around them they cover the usual lists of the thousand commonest passwords.
 */
const world = `password passwords passwd pass letmein welcome login admin administrator root user guest test testing demo default changeme
master secret access qwerty qwertyuiop qwertz azerty asdfghjkl asdfgh asdf zxcvbnm zxcvbn zxcv qazwsx qazwsxedc wsxedc
iloveyou loveyou lovely love loveme baby babygirl princess sunshine flower angel angels butterfly rainbow summer winter spring autumn
monkey dragon tiger lion eagle panda shadow ninja killer hunter ranger soldier knight phoenix pokemon naruto doraemon pikachu
football soccer baseball basketball hockey tennis liverpool arsenal chelsea barcelona realmadrid manchester juventus messi ronaldo
michael jennifer jordan charlie thomas robert daniel jessica ashley michelle andrew joshua matthew anthony william george david
superman batman spiderman ironman starwars matrix avatar hello helloworld whatever freedom trustno nothing something anything
computer internet windows android samsung iphone nokia apple google facebook youtube twitter instagram gmail yahoo zalo tiktok telegram
mustang ferrari porsche harley yamaha honda suzuki toyota mercedes money dollar silver golden diamond crystal orange banana cookie
chocolate pepper ginger coffee cheese blink forever family friend friends happy lucky smile super cool sexy hottie jesus christ peace
january february march april june july august september october november december monday friday sunday pa55word system server office
company business student teacher school security police manager service support`;

const vietnam = `matkhau matkhaumoi matkhaucu matma mk taikhoan dangnhap quantri quantrivien nguoidung khongcomatkhau khongbiet khongco khongnho quenroi
anhyeuem emyeuanh anhnhoem emnhoanh yeuem yeuanh yeuemnhieu yeuanhnhieu toiyeuem toiyeubanaba motnguoi tinhyeu tinhban mottinhyeu maimai
maimaiyeuem mainhoem nhoem nhoanh giadinh giadinhtoi bome bomeyeu conyeu contrai congai vochong voyeu chongyeu meyeu boyeu ongba
hanhphuc maymanphattai mayman phattai phatloc thanhcong tuonglai cuocsong cuocdoi binhan binhyen niemvui vuive nucuoi hoahong hoasen
hoamai hoadao hoangtu congchua thienthan acquy baothu sutu daiduong bautroi ngoisao matroi mattrang muaxuan muaha muathu muadong
vietnam vietnamvodich toiyeuvietnam yeunuoc totquoc hanoi saigon hochiminh tphcm danang haiphong cantho hue quangngai quangnam quangninh
nghean thanhhoa dongnai binhduong binhdinh khanhhoa daklak gialai kontum lamdong angiang camau sontinh trakhuc
bachoi bacho bachohchiminh dangcongsan congsan cachmang docap doclap tudo dangvien doanvien hoivien thanhnien phunu congdoan nhandan
congan congannhandan cand conganvietnam conganhuyen conganxa conganphuong congantinh bocongan canhsat canhsatgiaothong csgt canhsatcodong cscd
canhsathinhsu cshs anninh annintoquoc pccc trinhsat chiensi dieutra hinhsu giaothong hanhchinh caicach caicachhanhchinh cchc cuocthi
timhieu duthi thisinh kythi dethi cauhoi dapan bantochuc tochuc banthuky thuky lanhdao doitruong truongcongan phocongan dautoi daumoi
nguyenvan nguyenthi nguyenvana nguyenvanb nguyenthia tranvan tranthi levan lethi phamvan phamthi nguyen tran
viettel vinaphone mobifone vietnammobile fpt vnpt momo vietcombank agribank bidv techcombank vietinbank mbbank
dienthoai maytinh mangxahoi banhmi phobo comtam caphe trada bongda tuyenvietnam quanghai congphuong messivn
deocho deobiet dcm dmm vcl vkl clgt ahihi hihi haha hehe huhu kaka alo aloalo xinchao chaoban chaoanh chaoem cogang cogangl quyettam
113 114 115 abc abcd abcdef abcxyz xyz aaa zzz qwe asd zxc ytrewq`;

/** Longest first: a long word is taken away before the short ones inside it. */
export const commonPasswordWords: readonly string[] = [...new Set(`${world} ${vietnam}`.split(/\s+/))]
  .filter((word) => /^[a-z0-9]+$/.test(word))
  .sort((left, right) => right.length - left.length);

/** Which columns of a sheet are read as what: found by their titles, or chosen by hand. Columns count from 0. */
export type PlacedColumn<Key extends string> = { readonly key: Key; readonly index: number };

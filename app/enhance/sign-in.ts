import { forgetPage } from "./exam/kept-page";
import "./reveal";

/** Who has signed out leaves no exam page behind on the device (exam/kept-page.ts). */
if (new URLSearchParams(location.search).get("da") === "da-dang-xuat") void forgetPage();

import { createContext, useContext } from "react";

/** The nonce of this response's Content-Security-Policy; never part of loader data. */
export const NonceContext = createContext<string | undefined>(undefined);
export const useNonce = () => useContext(NonceContext);

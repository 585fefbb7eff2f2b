/** The formats of IDs that several services use, as sources of regular expressions. */
export const UUID = "^[\\da-fA-F]{8}(?:-[\\da-fA-F]{4}){3}-[\\da-fA-F]{12}$";
/** The IDs that Apple assigns to teams and keys. */
export const APPLE_ID = "^[A-Z\\d]{10}$";

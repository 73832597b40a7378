/** The version of this package. */
export const VERSION: string = "1.0.0";

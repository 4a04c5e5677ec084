/** Taint of the nodes while a role is withheld; what tolerates it comes all the same. */
export const withheld = "c4.withheld";

import { existsSync, readFileSync } from "node:fs";
import * as z from "zod";

const inventory = z.object({
    /** Private key, in a file of its own. */
    privateKeyFile: z.string(),
    hosts: z.array(
        z.object({
            name: z.string(),
            address: z.string(),
            /** Where the platform's other hosts reach it, where that is another address. */
            platformAddress: z.string().optional(),
            hostKey: z.string(),
            user: z.string().default("root"),
            port: z.number().default(22),
        }),
    ),
});
export type Inventory = z.infer<typeof inventory>;
export type Machine = Inventory["hosts"][number];

/** The hosts that a file names. */
export function readInventory(file: string): Inventory {
    if (existsSync(file)) return inventory.parse(JSON.parse(readFileSync(file, "utf8")));
    throw new Error(`There is no inventory of hosts at ${file}. Bring the hosts up: make up STACK=vms`);
}

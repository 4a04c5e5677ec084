import type { Value } from "../topology/references";

/** What backups of all kinds are told. */
export interface BackupContext {
    /** Seconds between two backups. */
    readonly seconds: number;
    /** Number of good ones that stay. */
    readonly keep: number;
}

/** Context of `backup/consul.conf`. */
export interface ConsulBackupContext extends BackupContext {
    /** Consul's servers: where each is asked by HTTPS. */
    readonly servers: readonly { readonly host: Value; readonly port: number }[];
    readonly datacenter: string;
}

/** Context of `backup/postgres.conf`. */
export interface PostgresBackupContext extends BackupContext {
    readonly host: Value;
    readonly port: number;
    readonly database: string;
    readonly user: string;
    /** Whether the database takes nobody by network without TLS. */
    readonly tls: boolean;
}

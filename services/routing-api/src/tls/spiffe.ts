/**
 * The service that a certificate of Consul's CA is of, by its one SPIFFE name; undefined where it has none, or others beside it.
 *
 * @param names Its subject's alternative names, as Node writes them.
 */
export function serviceIn(names: string | undefined): string | undefined {
    return /^URI:spiffe:\/\/[^/,\s]+\/ns\/default\/dc\/[^/,\s]+\/svc\/([^/,\s]+)$/.exec(names ?? "")?.[1];
}

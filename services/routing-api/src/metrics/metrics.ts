import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from "prom-client";

/** How many connections a pool has, and who waits for one. */
export interface PoolState {
    readonly pool: string;
    readonly open: number;
    readonly idle: number;
    readonly waiting: number;
}

/** What is measured, in the names of Prometheus. Labels have few values: no number, name or id of a tenant is among them. */
export class Metrics {
    readonly registry = new Registry();
    readonly #registers = [this.registry];

    readonly requests = new Histogram({
        name: "routing_api_request_duration_seconds",
        help: "How long requests took, from their arrival to the end of their answer",
        labelNames: ["method", "route", "status"] as const,
        // A router gives up after two seconds.
        buckets: [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2, 5, 10],
        registers: this.#registers,
    });

    readonly decisions = new Counter({
        name: "routing_api_decisions_total",
        help: "Decisions where a call goes",
        labelNames: ["outcome"] as const,
        registers: this.#registers,
    });

    readonly records = new Counter({
        name: "routing_api_records_total",
        help: "Records of attempts that SBCs delivered: stored, known before, or refused for what is in them",
        labelNames: ["result"] as const,
        registers: this.#registers,
    });

    readonly limited = new Counter({
        name: "routing_api_limited_requests_total",
        help: "Requests that were refused because their token had sent too many",
        labelNames: ["scope"] as const,
        registers: this.#registers,
    });

    constructor(state: { readonly pools: () => readonly PoolState[]; readonly followsChanges: () => boolean }) {
        // How the event loop fares is measured by a timer: ten times a second costs an idle service next to nothing.
        collectDefaultMetrics({ register: this.registry, eventLoopMonitoringPrecision: 100 });
        for (const outcome of ["routed", "no-route", "unknown-caller"]) this.decisions.inc({ outcome }, 0);
        for (const result of ["stored", "known", "refused"]) this.records.inc({ result }, 0);
        for (const scope of ["administrator", "tenant", "metrics"]) this.limited.inc({ scope }, 0);
        new Gauge({
            name: "routing_api_follows_changes",
            help: "1 while decisions go by memory that hears of each change, 0 while each of them reads the database",
            registers: this.#registers,
            collect() {
                this.set(state.followsChanges() ? 1 : 0);
            },
        });
        new Gauge({
            name: "routing_api_database_connections",
            help: "Connections to PostgreSQL, by pool: open, idle, and requests that wait for one",
            labelNames: ["pool", "state"] as const,
            registers: this.#registers,
            collect() {
                for (const { pool, ...counts } of state.pools()) {
                    for (const [name, count] of Object.entries(counts)) this.set({ pool, state: name }, count);
                }
            },
        });
    }
}

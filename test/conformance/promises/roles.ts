/** The roles that Consul knows as services. */
export const serviceRoles = ["sbc", "router", "rtpengine", "routing-api", "postgres"] as const;

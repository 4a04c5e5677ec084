// Made by "npm run openapi" from openapi.json.
export interface paths {
    "/metrics": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read what is measured */
        get: operations["metrics"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/status": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Ask whether this instance is well */
        get: operations["status"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/1.0/tenants": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List tenants
         * @description Narrowed by any of the fields, sorted, and walked by offset or by cursor.
         */
        get: operations["listTenants"];
        put?: never;
        /** Create a tenant */
        post: operations["createTenant"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/1.0/tenants/bulk": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Create up to 10,000 tenants
         * @description All of them or none, or, with mode=each, those that can be. One transaction.
         */
        post: operations["createManyTenants"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/1.0/tenants/{uuid}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read a tenant */
        get: operations["getTenant"];
        /**
         * Update a tenant
         * @description An optional field that is absent or null keeps its value; one with a default is reset to it. To change single fields, or to clear one, use PATCH.
         */
        put: operations["updateTenant"];
        post?: never;
        /**
         * Delete a tenant
         * @description Answers what it was.
         */
        delete: operations["deleteTenant"];
        options?: never;
        head?: never;
        /**
         * Change fields of a tenant
         * @description What is not named stays as it is; null clears.
         */
        patch: operations["patchTenant"];
        trace?: never;
    };
    "/1.0/domains": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List domains
         * @description Narrowed by any of the fields, sorted, and walked by offset or by cursor.
         */
        get: operations["listDomains"];
        put?: never;
        /** Create a domain */
        post: operations["createDomain"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/1.0/domains/bulk": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Create up to 10,000 domains
         * @description All of them or none, or, with mode=each, those that can be. One transaction.
         */
        post: operations["createManyDomains"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/1.0/domains/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read a domain */
        get: operations["getDomain"];
        /**
         * Update a domain
         * @description An optional field that is absent or null keeps its value; one with a default is reset to it. To change single fields, or to clear one, use PATCH.
         */
        put: operations["updateDomain"];
        post?: never;
        /**
         * Delete a domain
         * @description Answers what it was.
         */
        delete: operations["deleteDomain"];
        options?: never;
        head?: never;
        /**
         * Change fields of a domain
         * @description What is not named stays as it is; null clears.
         */
        patch: operations["patchDomain"];
        trace?: never;
    };
    "/1.0/ipbxs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List IPBXs
         * @description Narrowed by any of the fields, sorted, and walked by offset or by cursor.
         */
        get: operations["listIPBXs"];
        put?: never;
        /** Create an IPBX */
        post: operations["createIPBX"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/1.0/ipbxs/bulk": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Create up to 10,000 IPBXs
         * @description All of them or none, or, with mode=each, those that can be. One transaction.
         */
        post: operations["createManyIPBXs"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/1.0/ipbxs/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read an IPBX */
        get: operations["getIPBX"];
        /**
         * Update an IPBX
         * @description An optional field that is absent or null keeps its value; one with a default is reset to it. To change single fields, or to clear one, use PATCH.
         */
        put: operations["updateIPBX"];
        post?: never;
        /**
         * Delete an IPBX
         * @description Answers what it was.
         */
        delete: operations["deleteIPBX"];
        options?: never;
        head?: never;
        /**
         * Change fields of an IPBX
         * @description What is not named stays as it is; null clears.
         */
        patch: operations["patchIPBX"];
        trace?: never;
    };
    "/1.0/carriers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List carriers
         * @description Narrowed by any of the fields, sorted, and walked by offset or by cursor.
         */
        get: operations["listCarriers"];
        put?: never;
        /** Create a carrier */
        post: operations["createCarrier"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/1.0/carriers/bulk": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Create up to 10,000 carriers
         * @description All of them or none, or, with mode=each, those that can be. One transaction.
         */
        post: operations["createManyCarriers"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/1.0/carriers/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read a carrier */
        get: operations["getCarrier"];
        /**
         * Update a carrier
         * @description An optional field that is absent or null keeps its value; one with a default is reset to it. To change single fields, or to clear one, use PATCH.
         */
        put: operations["updateCarrier"];
        post?: never;
        /**
         * Delete a carrier
         * @description Answers what it was.
         */
        delete: operations["deleteCarrier"];
        options?: never;
        head?: never;
        /**
         * Change fields of a carrier
         * @description What is not named stays as it is; null clears.
         */
        patch: operations["patchCarrier"];
        trace?: never;
    };
    "/1.0/carrier_trunks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List carrier trunks
         * @description Narrowed by any of the fields, sorted, and walked by offset or by cursor.
         */
        get: operations["listCarrierTrunks"];
        put?: never;
        /** Create a carrier trunk */
        post: operations["createCarrierTrunk"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/1.0/carrier_trunks/bulk": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Create up to 10,000 carrier trunks
         * @description All of them or none, or, with mode=each, those that can be. One transaction.
         */
        post: operations["createManyCarrierTrunks"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/1.0/carrier_trunks/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read a carrier trunk */
        get: operations["getCarrierTrunk"];
        /**
         * Update a carrier trunk
         * @description An optional field that is absent or null keeps its value; one with a default is reset to it. To change single fields, or to clear one, use PATCH.
         */
        put: operations["updateCarrierTrunk"];
        post?: never;
        /**
         * Delete a carrier trunk
         * @description Answers what it was.
         */
        delete: operations["deleteCarrierTrunk"];
        options?: never;
        head?: never;
        /**
         * Change fields of a carrier trunk
         * @description What is not named stays as it is; null clears.
         */
        patch: operations["patchCarrierTrunk"];
        trace?: never;
    };
    "/1.0/dids": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List DIDs
         * @description Narrowed by any of the fields, sorted, and walked by offset or by cursor.
         */
        get: operations["listDIDs"];
        put?: never;
        /** Create a DID */
        post: operations["createDID"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/1.0/dids/bulk": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Create up to 10,000 DIDs
         * @description All of them or none, or, with mode=each, those that can be. One transaction.
         */
        post: operations["createManyDIDs"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/1.0/dids/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read a DID */
        get: operations["getDID"];
        /**
         * Update a DID
         * @description An optional field that is absent or null keeps its value; one with a default is reset to it. To change single fields, or to clear one, use PATCH.
         */
        put: operations["updateDID"];
        post?: never;
        /**
         * Delete a DID
         * @description Answers what it was.
         */
        delete: operations["deleteDID"];
        options?: never;
        head?: never;
        /**
         * Change fields of a DID
         * @description What is not named stays as it is; null clears.
         */
        patch: operations["patchDID"];
        trace?: never;
    };
    "/1.0/normalization-profiles": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List normalization profiles
         * @description Narrowed by any of the fields, sorted, and walked by offset or by cursor.
         */
        get: operations["listNormalizationProfiles"];
        put?: never;
        /** Create a normalization profile */
        post: operations["createNormalizationProfile"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/1.0/normalization-profiles/bulk": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Create up to 10,000 normalization profiles
         * @description All of them or none, or, with mode=each, those that can be. One transaction.
         */
        post: operations["createManyNormalizationProfiles"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/1.0/normalization-profiles/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read a normalization profile */
        get: operations["getNormalizationProfile"];
        /**
         * Update a normalization profile
         * @description An optional field that is absent or null keeps its value; one with a default is reset to it. To change single fields, or to clear one, use PATCH.
         */
        put: operations["updateNormalizationProfile"];
        post?: never;
        /**
         * Delete a normalization profile
         * @description Answers what it was.
         */
        delete: operations["deleteNormalizationProfile"];
        options?: never;
        head?: never;
        /**
         * Change fields of a normalization profile
         * @description What is not named stays as it is; null clears.
         */
        patch: operations["patchNormalizationProfile"];
        trace?: never;
    };
    "/1.0/normalization-rules": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List normalization rules
         * @description Narrowed by any of the fields, sorted, and walked by offset or by cursor.
         */
        get: operations["listNormalizationRules"];
        put?: never;
        /** Create a normalization rule */
        post: operations["createNormalizationRule"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/1.0/normalization-rules/bulk": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Create up to 10,000 normalization rules
         * @description All of them or none, or, with mode=each, those that can be. One transaction.
         */
        post: operations["createManyNormalizationRules"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/1.0/normalization-rules/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read a normalization rule */
        get: operations["getNormalizationRule"];
        /**
         * Update a normalization rule
         * @description An optional field that is absent or null keeps its value; one with a default is reset to it. To change single fields, or to clear one, use PATCH.
         */
        put: operations["updateNormalizationRule"];
        post?: never;
        /**
         * Delete a normalization rule
         * @description Answers what it was.
         */
        delete: operations["deleteNormalizationRule"];
        options?: never;
        head?: never;
        /**
         * Change fields of a normalization rule
         * @description What is not named stays as it is; null clears.
         */
        patch: operations["patchNormalizationRule"];
        trace?: never;
    };
    "/1.0/routing-rules": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List routing rules
         * @description Narrowed by any of the fields, sorted, and walked by offset or by cursor.
         */
        get: operations["listRoutingRules"];
        put?: never;
        /** Create a routing rule */
        post: operations["createRoutingRule"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/1.0/routing-rules/bulk": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Create up to 10,000 routing rules
         * @description All of them or none, or, with mode=each, those that can be. One transaction.
         */
        post: operations["createManyRoutingRules"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/1.0/routing-rules/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read a routing rule */
        get: operations["getRoutingRule"];
        /**
         * Update a routing rule
         * @description An optional field that is absent or null keeps its value; one with a default is reset to it. To change single fields, or to clear one, use PATCH.
         */
        put: operations["updateRoutingRule"];
        post?: never;
        /**
         * Delete a routing rule
         * @description Answers what it was.
         */
        delete: operations["deleteRoutingRule"];
        options?: never;
        head?: never;
        /**
         * Change fields of a routing rule
         * @description What is not named stays as it is; null clears.
         */
        patch: operations["patchRoutingRule"];
        trace?: never;
    };
    "/1.0/routing-groups": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List routing groups
         * @description Narrowed by any of the fields, sorted, and walked by offset or by cursor.
         */
        get: operations["listRoutingGroups"];
        put?: never;
        /** Create a routing group */
        post: operations["createRoutingGroup"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/1.0/routing-groups/bulk": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Create up to 10,000 routing groups
         * @description All of them or none, or, with mode=each, those that can be. One transaction.
         */
        post: operations["createManyRoutingGroups"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/1.0/routing-groups/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read a routing group */
        get: operations["getRoutingGroup"];
        /**
         * Update a routing group
         * @description An optional field that is absent or null keeps its value; one with a default is reset to it. To change single fields, or to clear one, use PATCH.
         */
        put: operations["updateRoutingGroup"];
        post?: never;
        /**
         * Delete a routing group
         * @description Answers what it was.
         */
        delete: operations["deleteRoutingGroup"];
        options?: never;
        head?: never;
        /**
         * Change fields of a routing group
         * @description What is not named stays as it is; null clears.
         */
        patch: operations["patchRoutingGroup"];
        trace?: never;
    };
    "/1.0/cdrs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List CDRs
         * @description Narrowed by any of the fields, sorted, and walked by offset or by cursor.
         */
        get: operations["listCDRs"];
        put?: never;
        /** Create a CDR */
        post: operations["createCDR"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/1.0/cdrs/bulk": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Create up to 10,000 CDRs
         * @description All of them or none, or, with mode=each, those that can be. One transaction.
         */
        post: operations["createManyCDRs"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/1.0/cdrs/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read a CDR */
        get: operations["getCDR"];
        /**
         * Update a CDR
         * @description An optional field that is absent or null keeps its value; one with a default is reset to it. To change single fields, or to clear one, use PATCH.
         */
        put: operations["updateCDR"];
        post?: never;
        /**
         * Delete a CDR
         * @description Answers what it was.
         */
        delete: operations["deleteCDR"];
        options?: never;
        head?: never;
        /**
         * Change fields of a CDR
         * @description What is not named stays as it is; null clears.
         */
        patch: operations["patchCDR"];
        trace?: never;
    };
    "/1.0/cdrs/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Stream all CDRs as NDJSON or CSV */
        get: operations["exportCDRs"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/1.0/tokens": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List tokens
         * @description Narrowed by any of the fields, sorted, and walked by offset or by cursor.
         */
        get: operations["listTokens"];
        put?: never;
        /**
         * Create a token
         * @description It is kept hashed: what it is, is in this answer and nowhere else.
         */
        post: operations["createToken"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/1.0/tokens/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read a token */
        get: operations["getToken"];
        put?: never;
        post?: never;
        /**
         * Delete a token
         * @description From then on it is none. Answers what it was.
         */
        delete: operations["deleteToken"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/1.0/audit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List changes
         * @description Narrowed by any of the fields, sorted, and walked by offset or by cursor.
         */
        get: operations["listChanges"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/1.0/audit/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Stream all changes as NDJSON or CSV */
        get: operations["exportChanges"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/1.0/routing/dry-run": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Explain where a call would go
         * @description Decides as for a router, places no call and stores nothing. Who asks for one tenant is told of what that tenant has, as if there were no other.
         */
        post: operations["explainRoute"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/1.0/kamailio/routing": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Decide where a call goes
         * @description Each business outcome is a 200; no route is `rtjson.success` false.
         */
        post: operations["decideRoute"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/1.0/kamailio/auth": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Say who calls */
        post: operations["identifyCaller"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/1.0/kamailio/cdr": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Store the record of an answered call, as SBCs of the original send it */
        post: operations["storeCall"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/1.0/kamailio/dbtext/uacreg": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List where routers register, as a table of Kamailio's */
        get: operations["listRegistrations"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/1.0/kamailio/cdrs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Store the records of attempts at calls, a line of JSON each */
        post: operations["storeRecords"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        ErrorText: {
            detail: string;
        };
        InvalidInput: {
            detail: {
                loc: string[];
                msg: string;
                type: string;
            }[];
        };
        Duplicate: {
            detail: {
                error_id: string;
                message: string;
                resource: string;
                /** @description Unix seconds */
                timestamp: number;
                details: {
                    [key: string]: unknown;
                };
            };
        };
        /**
         * @example {
         *       "uuid": "7d0c2f0e-6a4b-4c1d-9b7e-1f2a3b4c5d6e",
         *       "name": "Acme"
         *     }
         */
        Tenant: {
            /** @description The tenant's UUID, of version 4 */
            uuid: string;
            /** @description Unique among all tenants */
            name: string;
            /** @description When it was created, UTC; null for what was there before such was noted */
            created_at?: string | null;
            /** @description When it was changed last, UTC */
            changed_at?: string | null;
        };
        /**
         * @example {
         *       "id": 1,
         *       "tenant_uuid": "7d0c2f0e-6a4b-4c1d-9b7e-1f2a3b4c5d6e",
         *       "domain": "pbx.example.net"
         *     }
         */
        Domain: {
            id: number;
            /** @description The tenant that owns it, a UUID of version 4 */
            tenant_uuid: string;
            /** @description The SIP domain, unique within its tenant */
            domain: string;
            /** @description When it was created, UTC; null for what was there before such was noted */
            created_at?: string | null;
            /** @description When it was changed last, UTC */
            changed_at?: string | null;
        };
        /**
         * @example {
         *       "id": 1,
         *       "tenant_uuid": "7d0c2f0e-6a4b-4c1d-9b7e-1f2a3b4c5d6e",
         *       "domain_id": 1,
         *       "normalization_profile_id": null,
         *       "customer": null,
         *       "ip_fqdn": "203.0.113.10",
         *       "port": 5060,
         *       "registered": false,
         *       "ip_address": "203.0.113.10",
         *       "username": "pbx1",
         *       "realm": null
         *     }
         */
        IPBX: {
            id: number;
            /** @description The tenant that owns it, a UUID of version 4 */
            tenant_uuid: string;
            /** @description The domain of its users, of the same tenant */
            domain_id: number;
            /** @description How its numbers are written, of the same tenant */
            normalization_profile_id: number | null;
            /** @description Anything the owner wants to note */
            customer: number | null;
            /** @description Where its calls are sent: a host; an address is also the source of calls that it places */
            ip_fqdn: string;
            /** @description SIP port */
            port: number;
            /** @description Noted, without effect on routing */
            registered: boolean;
            /** @description The addresses and networks that it must call from; null allows any, with digest authentication */
            ip_address: string | null;
            /** @description Its user, unique within the domain */
            username: string | null;
            /** @description The realm of calls to it, when it asks for authentication */
            realm: string | null;
            /** @description When it was created, UTC; null for what was there before such was noted */
            created_at?: string | null;
            /** @description When it was changed last, UTC */
            changed_at?: string | null;
        };
        /**
         * @example {
         *       "id": 1,
         *       "tenant_uuid": "7d0c2f0e-6a4b-4c1d-9b7e-1f2a3b4c5d6e",
         *       "name": "Carrier of example"
         *     }
         */
        Carrier: {
            id: number;
            /** @description The tenant that owns it, a UUID of version 4 */
            tenant_uuid: string;
            /** @description Unique within its tenant */
            name: string;
            /** @description When it was created, UTC; null for what was there before such was noted */
            created_at?: string | null;
            /** @description When it was changed last, UTC */
            changed_at?: string | null;
        };
        /**
         * @example {
         *       "id": 1,
         *       "tenant_uuid": "7d0c2f0e-6a4b-4c1d-9b7e-1f2a3b4c5d6e",
         *       "carrier_id": 1,
         *       "normalization_profile_id": null,
         *       "name": "main",
         *       "sip_proxy": "sip.carrier.example",
         *       "sip_proxy_port": 5060,
         *       "ip_address": "198.51.100.16/30",
         *       "registered": false,
         *       "auth_username": "acme",
         *       "realm": "carrier.example",
         *       "registrar_proxy": null,
         *       "from_domain": null,
         *       "expire_seconds": 3600,
         *       "retry_seconds": 30
         *     }
         */
        CarrierTrunk: {
            id: number;
            /** @description The tenant that owns it, a UUID of version 4 */
            tenant_uuid: string;
            /** @description The carrier, of the same tenant */
            carrier_id: number;
            /** @description How its numbers are written, of the same tenant */
            normalization_profile_id: number | null;
            /** @description Unique within its carrier */
            name: string;
            /** @description Where its calls are sent: a host */
            sip_proxy: string;
            /** @description SIP port */
            sip_proxy_port: number;
            /** @description The addresses and networks that its calls come from; without any it places none */
            ip_address: string | null;
            /** @description Whether we register with the carrier */
            registered: boolean;
            /** @description Our user at the carrier */
            auth_username: string | null;
            /** @description The carrier's realm */
            realm: string | null;
            /** @description Where we register: a host, and a port where it is another than 5060 */
            registrar_proxy: string | null;
            /** @description Our domain at the carrier */
            from_domain: string | null;
            /** @description How long a registration lasts, in seconds */
            expire_seconds: number;
            /** @description How long to wait after a failed registration, in seconds */
            retry_seconds: number;
            /** @description When it was created, UTC; null for what was there before such was noted */
            created_at?: string | null;
            /** @description When it was changed last, UTC */
            changed_at?: string | null;
        };
        /**
         * @example {
         *       "id": 1,
         *       "tenant_uuid": "7d0c2f0e-6a4b-4c1d-9b7e-1f2a3b4c5d6e",
         *       "ipbx_id": 1,
         *       "carrier_trunk_id": 1,
         *       "did_regex": "^44203[0-9]+$"
         *     }
         */
        DID: {
            id: number;
            /** @description The tenant that owns it, a UUID of version 4 */
            tenant_uuid: string;
            /** @description The IPBX that gets the calls, of the same tenant */
            ipbx_id: number;
            /** @description The trunk that the number comes from; informative */
            carrier_trunk_id: number;
            /** @description Which numbers, matched from their start; without one the DID gets no calls */
            did_regex: string | null;
            /** @description When it was created, UTC; null for what was there before such was noted */
            created_at?: string | null;
            /** @description When it was changed last, UTC */
            changed_at?: string | null;
        };
        /**
         * @example {
         *       "id": 1,
         *       "tenant_uuid": "7d0c2f0e-6a4b-4c1d-9b7e-1f2a3b4c5d6e",
         *       "name": "British",
         *       "country_code": "44",
         *       "area_code": null,
         *       "intl_prefix": null,
         *       "ld_prefix": null,
         *       "always_ld": false,
         *       "always_intl_prefix_plus": true
         *     }
         */
        NormalizationProfile: {
            id: number;
            /** @description The tenant that owns it, a UUID of version 4 */
            tenant_uuid: string;
            /** @description Unique within its tenant */
            name: string;
            /** @description Noted, without effect on routing */
            country_code: string | null;
            /** @description Noted, without effect on routing */
            area_code: string | null;
            /** @description Noted, without effect on routing */
            intl_prefix: string | null;
            /** @description Noted, without effect on routing */
            ld_prefix: string | null;
            /** @description Noted, without effect on routing */
            always_ld: boolean;
            /** @description Whether numbers to it begin with a plus */
            always_intl_prefix_plus: boolean;
            /** @description When it was created, UTC; null for what was there before such was noted */
            created_at?: string | null;
            /** @description When it was changed last, UTC */
            changed_at?: string | null;
        };
        /**
         * @example {
         *       "id": 1,
         *       "profile_id": 1,
         *       "rule_type": 1,
         *       "priority": 0,
         *       "match_regex": "^0",
         *       "replace_regex": "44"
         *     }
         */
        NormalizationRule: {
            id: number;
            /** @description The profile whose numbers it rewrites */
            profile_id: number;
            /** @description 1: from the source's form to E.164; 2: from E.164 to the target's form */
            rule_type: number;
            /** @description Lower ones are applied first */
            priority: number;
            /** @description What to replace, unique within its profile */
            match_regex: string;
            /** @description What to put there, with \1 or \g<name> for groups */
            replace_regex: string;
            /** @description When it was created, UTC; null for what was there before such was noted */
            created_at?: string | null;
            /** @description When it was changed last, UTC */
            changed_at?: string | null;
        };
        /**
         * @example {
         *       "id": 1,
         *       "carrier_trunk_id": 1,
         *       "ipbx_id": 1,
         *       "prefix": "442",
         *       "did_regex": null,
         *       "route_type": "pstn"
         *     }
         */
        RoutingRule: {
            id: number;
            /** @description The trunk that carries the calls, of the IPBX's tenant */
            carrier_trunk_id: number;
            /** @description The IPBX whose calls it is about; with a rule, it uses no trunk that no rule names */
            ipbx_id: number;
            /** @description Numbers that begin so, as E.164; the longest one wins */
            prefix: string | null;
            /** @description Or numbers that match this from their start; without both, all numbers */
            did_regex: string | null;
            /** @description Free text, such as pstn */
            route_type: string;
            /** @description When it was created, UTC; null for what was there before such was noted */
            created_at?: string | null;
            /** @description When it was changed last, UTC */
            changed_at?: string | null;
        };
        /**
         * @example {
         *       "id": 1,
         *       "tenant_uuid": "7d0c2f0e-6a4b-4c1d-9b7e-1f2a3b4c5d6e",
         *       "routing_rule_id": 1
         *     }
         */
        RoutingGroup: {
            id: number;
            /** @description The tenant that owns it, a UUID of version 4 */
            tenant_uuid: string;
            /** @description The rule that it puts in order: among equal rules, that of the oldest group comes first */
            routing_rule_id: number | null;
            /** @description When it was created, UTC; null for what was there before such was noted */
            created_at?: string | null;
            /** @description When it was changed last, UTC */
            changed_at?: string | null;
        };
        /**
         * @example {
         *       "id": 1,
         *       "tenant_uuid": "7d0c2f0e-6a4b-4c1d-9b7e-1f2a3b4c5d6e",
         *       "source_ip": "203.0.113.10",
         *       "source_port": 5060,
         *       "from_uri": "sip:1001@pbx.example.net",
         *       "to_uri": "sip:442031234567@sbc.example.net",
         *       "call_id": "a84b4c76e66710@203.0.113.10",
         *       "call_start": "2026-09-01T08:30:00Z",
         *       "duration": 73,
         *       "ipbx_id": null,
         *       "carrier_trunk_id": null,
         *       "router": null,
         *       "attempt": null,
         *       "request_uri": null,
         *       "sent_uri": null,
         *       "sent_to": null,
         *       "tenant_name": null,
         *       "ipbx_name": null,
         *       "carrier_trunk_name": null,
         *       "egress_tenant_uuid": null,
         *       "egress_tenant_name": null,
         *       "egress_ipbx_id": null,
         *       "egress_ipbx_name": null,
         *       "egress_carrier_trunk_id": null,
         *       "egress_carrier_trunk_name": null,
         *       "tries": null,
         *       "sip_code": null,
         *       "sip_reason": null,
         *       "cause": null,
         *       "released_by": null,
         *       "set_up_ms": null,
         *       "ringing_ms": null,
         *       "answer_ms": null,
         *       "end_ms": null,
         *       "post_dial_delay_ms": null,
         *       "sbc": null,
         *       "media_relay": null,
         *       "caller_packets": null,
         *       "caller_octets": null,
         *       "caller_lost": null,
         *       "caller_jitter": null,
         *       "caller_mos": null,
         *       "caller_codec": null,
         *       "callee_packets": null,
         *       "callee_octets": null,
         *       "callee_lost": null,
         *       "callee_jitter": null,
         *       "callee_mos": null,
         *       "callee_codec": null
         *     }
         */
        CDR: {
            id: number;
            /** @description The tenant that owns it, a UUID of version 4 */
            tenant_uuid: string | null;
            /** @description Where the call came from */
            source_ip: string;
            /** @description Its port */
            source_port: number;
            /** @description The caller */
            from_uri: string;
            /** @description The called */
            to_uri: string;
            /** @description The SIP Call-ID */
            call_id: string;
            /** @description When it was answered; ISO 8601 or Unix seconds */
            call_start: string | null;
            /** @description How long it lasted, in seconds */
            duration: number | null;
            /** @description The IPBX that placed or got it, as Kamailio noted it */
            ipbx_id: number | null;
            /** @description The trunk that it came or left by, as Kamailio noted it */
            carrier_trunk_id: number | null;
            /** @description Address and port of the router that decided */
            router: string | null;
            /** @description Key of the attempt at a call, where an SBC recorded it */
            attempt: string | null;
            /** @description The Request-URI of the INVITE: what was dialled */
            request_uri: string | null;
            /** @description The Request-URI that was sent out last */
            sent_uri: string | null;
            /** @description Where it was sent */
            sent_to: string | null;
            /** @description Name of the tenant, when the record was written */
            tenant_name: string | null;
            /** @description Host of the IPBX, when the record was written */
            ipbx_name: string | null;
            /** @description Name of the trunk, when the record was written */
            carrier_trunk_name: string | null;
            /** @description The tenant that the call was sent to */
            egress_tenant_uuid: string | null;
            /** @description Its name, when the record was written */
            egress_tenant_name: string | null;
            /** @description The IPBX that the call was sent to */
            egress_ipbx_id: number | null;
            /** @description Its host, when the record was written */
            egress_ipbx_name: string | null;
            /** @description The trunk that the call was sent to */
            egress_carrier_trunk_id: number | null;
            /** @description Its name, when the record was written */
            egress_carrier_trunk_name: string | null;
            /** @description Every route that was tried, in order: where to, and what came of it */
            tries: unknown;
            /** @description What the caller was answered last */
            sip_code: number | null;
            /** @description Its reason phrase */
            sip_reason: string | null;
            /** @description Cause of the end by Q.850, where the far end said it */
            cause: number | null;
            /** @description Who ended it: caller, callee, platform, or lost (with the SBC that held it) */
            released_by: string | null;
            /** @description When the INVITE came, in milliseconds since 1970, UTC */
            set_up_ms: number | null;
            /** @description When the callee was first heard to ring, in milliseconds since 1970, UTC */
            ringing_ms: number | null;
            /** @description When it was answered, in milliseconds since 1970, UTC */
            answer_ms: number | null;
            /** @description When it ended, in milliseconds since 1970, UTC */
            end_ms: number | null;
            /** @description From the INVITE to the first ringing or the answer, in milliseconds */
            post_dial_delay_ms: number | null;
            /** @description The SBC that recorded it */
            sbc: string | null;
            /** @description The media relay that had it */
            media_relay: string | null;
            /** @description RTP packets that the media relay received from the caller */
            caller_packets: number | null;
            /** @description Their octets, RTP headers included */
            caller_octets: number | null;
            /** @description How many of them the callee missed, as it reported by RTCP */
            caller_lost: number | null;
            /** @description Their mean jitter in milliseconds, as the callee reported it */
            caller_jitter: number | null;
            /** @description Their mean opinion score, 1.0 to 5.0, from the callee's reports and the round trip */
            caller_mos: number | null;
            /** @description What they were encoded with */
            caller_codec: string | null;
            /** @description RTP packets that the media relay received from the callee */
            callee_packets: number | null;
            /** @description Their octets, RTP headers included */
            callee_octets: number | null;
            /** @description How many of them the caller missed, as it reported by RTCP */
            callee_lost: number | null;
            /** @description Their mean jitter in milliseconds, as the caller reported it */
            callee_jitter: number | null;
            /** @description Their mean opinion score, 1.0 to 5.0, from the caller's reports and the round trip */
            callee_mos: number | null;
            /** @description What they were encoded with */
            callee_codec: string | null;
            /** @description When it was created, UTC; null for what was there before such was noted */
            created_at?: string | null;
            /** @description When it was changed last, UTC */
            changed_at?: string | null;
        };
        /**
         * @example {
         *       "id": 1,
         *       "name": "portal of Acme",
         *       "scope": "tenant",
         *       "tenant_uuid": "7d0c2f0e-6a4b-4c1d-9b7e-1f2a3b4c5d6e"
         *     }
         */
        Token: {
            id: number;
            /** @description What it is called, unique: by it the audit trail names who did something */
            name: string;
            /** @description What it is for: tenant, administrator or metrics */
            scope: string;
            /** @description The tenant that it sees, of scope tenant */
            tenant_uuid: string | null;
            /** @description When it was created, UTC; null for what was there before such was noted */
            created_at?: string | null;
            /** @description When it was changed last, UTC */
            changed_at?: string | null;
        };
        /**
         * @example {
         *       "id": 1,
         *       "created_at": "2026-11-27T08:30:00",
         *       "who": "portal of Acme",
         *       "scope": "tenant",
         *       "token_id": 1,
         *       "request_id": "a3f1",
         *       "tenant_uuid": "7d0c2f0e-6a4b-4c1d-9b7e-1f2a3b4c5d6e",
         *       "collection": "carriers",
         *       "object": "1",
         *       "action": "delete",
         *       "before": null,
         *       "after": null
         *     }
         */
        Change: {
            id: number;
            /** @description When it was created, UTC; null for what was there before such was noted */
            created_at?: string | null;
            /** @description The token that was shown, by its name */
            who: string;
            /** @description What that token is for */
            scope: string;
            /** @description Its id; null for those of the deployment */
            token_id: number | null;
            /** @description The X-Request-Id of the request, as the log has it */
            request_id: string;
            /** @description Whose the object is */
            tenant_uuid: string | null;
            /** @description The collection of the object, such as carrier_trunks */
            collection: string;
            /** @description The object's id, or the tenant's UUID */
            object: string;
            /** @description create, update or delete */
            action: string;
            /** @description What it was, without secrets */
            before: unknown;
            /** @description What it is since then; a secret that was given is there as (redacted) */
            after: unknown;
            /** @description When it was changed last, UTC */
            changed_at?: string | null;
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    metrics: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Prometheus' text format */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/plain": string;
                };
            };
            /** @description There is no token, or it is none */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/plain": components["schemas"]["ErrorText"];
                };
            };
            /** @description The token is not for this, or the object cannot be moved to another tenant */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/plain": components["schemas"]["ErrorText"];
                };
            };
            /** @description The token has sent too many requests: send it again after the seconds of Retry-After */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/plain": components["schemas"]["ErrorText"];
                };
            };
        };
    };
    status: {
        parameters: {
            query?: {
                /** @description Who is asked for, by its id in Consul: another instance answers 404 */
                instance?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is well */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Another instance is asked for */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
        };
    };
    listTenants: {
        parameters: {
            query?: {
                /** @description Rows to leave out */
                offset?: number;
                /** @description Rows to answer at most */
                limit?: number;
                /** @description What to sort by, with a minus downwards; what is null comes last */
                sort?: "uuid" | "name" | "created_at" | "changed_at" | "-uuid" | "-name" | "-created_at" | "-changed_at";
                /** @description Where to go on: the `next` of the answer before; empty, at the beginning */
                cursor?: string;
                /** @description Whether to count all that the filters leave */
                total?: boolean;
                /** @description Whether to show created_at and changed_at */
                times?: boolean;
                /** @description Only those with this uuid */
                uuid?: string;
                /** @description Only those with this name */
                name?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of the list */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Tenant"][];
                        /** @description How many there are, limit and cursor aside */
                        total?: number;
                        /** @description With a cursor: the one of what comes next, null where nothing does */
                        next?: string | null;
                    };
                };
            };
            /** @description There is no token, or it is none */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description The token is not for this, or the object cannot be moved to another tenant */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description What is asked cannot be understood, or cannot work: each problem with its place */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InvalidInput"];
                };
            };
            /** @description The token has sent too many requests: send it again after the seconds of Retry-After */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description The database is away or busy: send it again after the seconds of Retry-After */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
        };
    };
    createTenant: {
        parameters: {
            query?: {
                /** @description Whether to show created_at and changed_at */
                times?: boolean;
            };
            header?: {
                /** @description Of the client's making: for 24 hours, a POST to this path with the same key is answered with what the first one was, and done once */
                "idempotency-key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "uuid": "7d0c2f0e-6a4b-4c1d-9b7e-1f2a3b4c5d6e",
                 *       "name": "Acme"
                 *     }
                 */
                "application/json": {
                    /**
                     * Format: uuid
                     * @description The tenant's UUID, of version 4
                     */
                    uuid: string;
                    /** @description Unique among all tenants */
                    name: string;
                };
            };
        };
        responses: {
            /** @description The Tenant */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Tenant"];
                };
            };
            /** @description The tenant is missing */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description There is no token, or it is none */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description The token is not for this, or the object cannot be moved to another tenant */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description Another object has what must be unique */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Duplicate"];
                };
            };
            /** @description What is asked cannot be understood, or cannot work: each problem with its place */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InvalidInput"];
                };
            };
            /** @description The token has sent too many requests: send it again after the seconds of Retry-After */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description The database is away or busy: send it again after the seconds of Retry-After */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
        };
    };
    createManyTenants: {
        parameters: {
            query?: {
                /** @description all: all of them or none; each: those that can be, and what is wrong with the others */
                mode?: "all" | "each";
                /** @description Whether to show created_at and changed_at */
                times?: boolean;
            };
            header?: {
                /** @description Of the client's making: for 24 hours, a POST to this path with the same key is answered with what the first one was, and done once */
                "idempotency-key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "items": [
                 *         {
                 *           "uuid": "7d0c2f0e-6a4b-4c1d-9b7e-1f2a3b4c5d6e",
                 *           "name": "Acme"
                 *         }
                 *       ]
                 *     }
                 */
                "application/json": {
                    items: {
                        /**
                         * Format: uuid
                         * @description The tenant's UUID, of version 4
                         */
                        uuid: string;
                        /** @description Unique among all tenants */
                        name: string;
                    }[];
                };
            };
        };
        responses: {
            /** @description What was created, or what became of each */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description Of mode all: what was created, in the order of the request */
                        items?: components["schemas"]["Tenant"][];
                        /** @description Of mode each: what became of each, in the order of the request */
                        results?: {
                            /** @description What a POST of this one alone would have been answered with */
                            status: number;
                            item?: components["schemas"]["Tenant"];
                            /** @description What is wrong with it */
                            detail?: unknown;
                        }[];
                    };
                };
            };
            /** @description There is no token, or it is none */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description The token is not for this, or the object cannot be moved to another tenant */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description Another object has what must be unique */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Duplicate"];
                };
            };
            /** @description The body is longer than 8 MiB */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description What is asked cannot be understood, or cannot work: each problem with its place */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InvalidInput"];
                };
            };
            /** @description The token has sent too many requests: send it again after the seconds of Retry-After */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description The database is away or busy: send it again after the seconds of Retry-After */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
        };
    };
    getTenant: {
        parameters: {
            query?: {
                /** @description Whether to show created_at and changed_at */
                times?: boolean;
            };
            header?: {
                /** @description An ETag: 304 where the object has not changed since */
                "if-none-match"?: string;
            };
            path: {
                /** @description Given by the client */
                uuid: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The Tenant */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Tenant"];
                };
            };
            /** @description It has not changed */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description There is no token, or it is none */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description The token is not for this, or the object cannot be moved to another tenant */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description There is no such object */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description What is asked cannot be understood, or cannot work: each problem with its place */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InvalidInput"];
                };
            };
            /** @description The token has sent too many requests: send it again after the seconds of Retry-After */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description The database is away or busy: send it again after the seconds of Retry-After */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
        };
    };
    updateTenant: {
        parameters: {
            query?: {
                /** @description Whether to show created_at and changed_at */
                times?: boolean;
            };
            header?: {
                /** @description An ETag: 412 where the object has changed since */
                "if-match"?: string;
            };
            path: {
                /** @description Given by the client */
                uuid: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "name": "Acme"
                 *     }
                 */
                "application/json": {
                    /** @description Unique among all tenants */
                    name: string;
                };
            };
        };
        responses: {
            /** @description The Tenant */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Tenant"];
                };
            };
            /** @description There is no token, or it is none */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description The token is not for this, or the object cannot be moved to another tenant */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description There is no such object */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description Another object has what must be unique */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Duplicate"];
                };
            };
            /** @description It is no longer as If-Match says */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description What is asked cannot be understood, or cannot work: each problem with its place */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InvalidInput"];
                };
            };
            /** @description The token has sent too many requests: send it again after the seconds of Retry-After */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description The database is away or busy: send it again after the seconds of Retry-After */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
        };
    };
    deleteTenant: {
        parameters: {
            query?: {
                /** @description Whether to show created_at and changed_at */
                times?: boolean;
            };
            header?: {
                /** @description An ETag: 412 where the object has changed since */
                "if-match"?: string;
            };
            path: {
                /** @description Given by the client */
                uuid: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The Tenant */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Tenant"];
                };
            };
            /** @description There is no token, or it is none */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description The token is not for this, or the object cannot be moved to another tenant */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description There is no such object */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description It is no longer as If-Match says */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description What is asked cannot be understood, or cannot work: each problem with its place */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InvalidInput"];
                };
            };
            /** @description The token has sent too many requests: send it again after the seconds of Retry-After */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description The database is away or busy: send it again after the seconds of Retry-After */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
        };
    };
    patchTenant: {
        parameters: {
            query?: {
                /** @description Whether to show created_at and changed_at */
                times?: boolean;
            };
            header?: {
                /** @description An ETag: 412 where the object has changed since */
                "if-match"?: string;
            };
            path: {
                /** @description Given by the client */
                uuid: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "name": "Acme"
                 *     }
                 */
                "application/json": {
                    /** @description Unique among all tenants */
                    name?: string;
                };
            };
        };
        responses: {
            /** @description The Tenant */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Tenant"];
                };
            };
            /** @description There is no token, or it is none */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description The token is not for this, or the object cannot be moved to another tenant */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description There is no such object */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description Another object has what must be unique */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Duplicate"];
                };
            };
            /** @description It is no longer as If-Match says */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description What is asked cannot be understood, or cannot work: each problem with its place */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InvalidInput"];
                };
            };
            /** @description The token has sent too many requests: send it again after the seconds of Retry-After */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description The database is away or busy: send it again after the seconds of Retry-After */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
        };
    };
    listDomains: {
        parameters: {
            query?: {
                /** @description Rows to leave out */
                offset?: number;
                /** @description Rows to answer at most */
                limit?: number;
                /** @description What to sort by, with a minus downwards; what is null comes last */
                sort?: "id" | "tenant_uuid" | "domain" | "created_at" | "changed_at" | "-id" | "-tenant_uuid" | "-domain" | "-created_at" | "-changed_at";
                /** @description Where to go on: the `next` of the answer before; empty, at the beginning */
                cursor?: string;
                /** @description Whether to count all that the filters leave */
                total?: boolean;
                /** @description Whether to show created_at and changed_at */
                times?: boolean;
                /** @description Only those with this tenant_uuid */
                tenant_uuid?: string;
                /** @description Only those with this domain */
                domain?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of the list */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Domain"][];
                        /** @description How many there are, limit and cursor aside */
                        total?: number;
                        /** @description With a cursor: the one of what comes next, null where nothing does */
                        next?: string | null;
                    };
                };
            };
            /** @description There is no token, or it is none */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description The token is not for this, or the object cannot be moved to another tenant */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description What is asked cannot be understood, or cannot work: each problem with its place */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InvalidInput"];
                };
            };
            /** @description The token has sent too many requests: send it again after the seconds of Retry-After */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description The database is away or busy: send it again after the seconds of Retry-After */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
        };
    };
    createDomain: {
        parameters: {
            query?: {
                /** @description Whether to show created_at and changed_at */
                times?: boolean;
            };
            header?: {
                /** @description Of the client's making: for 24 hours, a POST to this path with the same key is answered with what the first one was, and done once */
                "idempotency-key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "tenant_uuid": "7d0c2f0e-6a4b-4c1d-9b7e-1f2a3b4c5d6e",
                 *       "domain": "pbx.example.net"
                 *     }
                 */
                "application/json": {
                    /**
                     * Format: uuid
                     * @description The tenant that owns it, a UUID of version 4
                     */
                    tenant_uuid?: string | null;
                    /**
                     * Format: sip-host
                     * @description The SIP domain, unique within its tenant
                     */
                    domain: string;
                };
            };
        };
        responses: {
            /** @description The Domain */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Domain"];
                };
            };
            /** @description The tenant is missing */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description There is no token, or it is none */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description The token is not for this, or the object cannot be moved to another tenant */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description Another object has what must be unique */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Duplicate"];
                };
            };
            /** @description What is asked cannot be understood, or cannot work: each problem with its place */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InvalidInput"];
                };
            };
            /** @description The token has sent too many requests: send it again after the seconds of Retry-After */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description The database is away or busy: send it again after the seconds of Retry-After */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
        };
    };
    createManyDomains: {
        parameters: {
            query?: {
                /** @description all: all of them or none; each: those that can be, and what is wrong with the others */
                mode?: "all" | "each";
                /** @description Whether to show created_at and changed_at */
                times?: boolean;
            };
            header?: {
                /** @description Of the client's making: for 24 hours, a POST to this path with the same key is answered with what the first one was, and done once */
                "idempotency-key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "items": [
                 *         {
                 *           "tenant_uuid": "7d0c2f0e-6a4b-4c1d-9b7e-1f2a3b4c5d6e",
                 *           "domain": "pbx.example.net"
                 *         }
                 *       ]
                 *     }
                 */
                "application/json": {
                    items: {
                        /**
                         * Format: uuid
                         * @description The tenant that owns it, a UUID of version 4
                         */
                        tenant_uuid?: string | null;
                        /**
                         * Format: sip-host
                         * @description The SIP domain, unique within its tenant
                         */
                        domain: string;
                    }[];
                };
            };
        };
        responses: {
            /** @description What was created, or what became of each */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description Of mode all: what was created, in the order of the request */
                        items?: components["schemas"]["Domain"][];
                        /** @description Of mode each: what became of each, in the order of the request */
                        results?: {
                            /** @description What a POST of this one alone would have been answered with */
                            status: number;
                            item?: components["schemas"]["Domain"];
                            /** @description What is wrong with it */
                            detail?: unknown;
                        }[];
                    };
                };
            };
            /** @description There is no token, or it is none */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description The token is not for this, or the object cannot be moved to another tenant */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description Another object has what must be unique */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Duplicate"];
                };
            };
            /** @description The body is longer than 8 MiB */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description What is asked cannot be understood, or cannot work: each problem with its place */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InvalidInput"];
                };
            };
            /** @description The token has sent too many requests: send it again after the seconds of Retry-After */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description The database is away or busy: send it again after the seconds of Retry-After */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
        };
    };
    getDomain: {
        parameters: {
            query?: {
                /** @description Whether to show created_at and changed_at */
                times?: boolean;
            };
            header?: {
                /** @description An ETag: 304 where the object has not changed since */
                "if-none-match"?: string;
            };
            path: {
                /** @description Given by the database */
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The Domain */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Domain"];
                };
            };
            /** @description It has not changed */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description There is no token, or it is none */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description The token is not for this, or the object cannot be moved to another tenant */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description There is no such object */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description What is asked cannot be understood, or cannot work: each problem with its place */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InvalidInput"];
                };
            };
            /** @description The token has sent too many requests: send it again after the seconds of Retry-After */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description The database is away or busy: send it again after the seconds of Retry-After */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
        };
    };
    updateDomain: {
        parameters: {
            query?: {
                /** @description Whether to show created_at and changed_at */
                times?: boolean;
            };
            header?: {
                /** @description An ETag: 412 where the object has changed since */
                "if-match"?: string;
            };
            path: {
                /** @description Given by the database */
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "tenant_uuid": "7d0c2f0e-6a4b-4c1d-9b7e-1f2a3b4c5d6e",
                 *       "domain": "pbx.example.net"
                 *     }
                 */
                "application/json": {
                    /**
                     * Format: uuid
                     * @description The tenant that owns it, a UUID of version 4
                     */
                    tenant_uuid?: string | null;
                    /**
                     * Format: sip-host
                     * @description The SIP domain, unique within its tenant
                     */
                    domain: string;
                };
            };
        };
        responses: {
            /** @description The Domain */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Domain"];
                };
            };
            /** @description There is no token, or it is none */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description The token is not for this, or the object cannot be moved to another tenant */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description There is no such object */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description Another object has what must be unique */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Duplicate"];
                };
            };
            /** @description It is no longer as If-Match says */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description What is asked cannot be understood, or cannot work: each problem with its place */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InvalidInput"];
                };
            };
            /** @description The token has sent too many requests: send it again after the seconds of Retry-After */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description The database is away or busy: send it again after the seconds of Retry-After */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
        };
    };
    deleteDomain: {
        parameters: {
            query?: {
                /** @description Whether to show created_at and changed_at */
                times?: boolean;
            };
            header?: {
                /** @description An ETag: 412 where the object has changed since */
                "if-match"?: string;
            };
            path: {
                /** @description Given by the database */
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The Domain */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Domain"];
                };
            };
            /** @description There is no token, or it is none */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description The token is not for this, or the object cannot be moved to another tenant */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description There is no such object */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description It is no longer as If-Match says */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description What is asked cannot be understood, or cannot work: each problem with its place */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InvalidInput"];
                };
            };
            /** @description The token has sent too many requests: send it again after the seconds of Retry-After */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description The database is away or busy: send it again after the seconds of Retry-After */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
        };
    };
    patchDomain: {
        parameters: {
            query?: {
                /** @description Whether to show created_at and changed_at */
                times?: boolean;
            };
            header?: {
                /** @description An ETag: 412 where the object has changed since */
                "if-match"?: string;
            };
            path: {
                /** @description Given by the database */
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "domain": "pbx.example.net"
                 *     }
                 */
                "application/json": {
                    /**
                     * Format: uuid
                     * @description The tenant that owns it, a UUID of version 4
                     */
                    tenant_uuid?: string;
                    /**
                     * Format: sip-host
                     * @description The SIP domain, unique within its tenant
                     */
                    domain?: string;
                };
            };
        };
        responses: {
            /** @description The Domain */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Domain"];
                };
            };
            /** @description There is no token, or it is none */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description The token is not for this, or the object cannot be moved to another tenant */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description There is no such object */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description Another object has what must be unique */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Duplicate"];
                };
            };
            /** @description It is no longer as If-Match says */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description What is asked cannot be understood, or cannot work: each problem with its place */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InvalidInput"];
                };
            };
            /** @description The token has sent too many requests: send it again after the seconds of Retry-After */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description The database is away or busy: send it again after the seconds of Retry-After */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
        };
    };
    listIPBXs: {
        parameters: {
            query?: {
                /** @description Rows to leave out */
                offset?: number;
                /** @description Rows to answer at most */
                limit?: number;
                /** @description What to sort by, with a minus downwards; what is null comes last */
                sort?: "id" | "tenant_uuid" | "domain_id" | "normalization_profile_id" | "customer" | "ip_fqdn" | "port" | "registered" | "ip_address" | "username" | "realm" | "created_at" | "changed_at" | "-id" | "-tenant_uuid" | "-domain_id" | "-normalization_profile_id" | "-customer" | "-ip_fqdn" | "-port" | "-registered" | "-ip_address" | "-username" | "-realm" | "-created_at" | "-changed_at";
                /** @description Where to go on: the `next` of the answer before; empty, at the beginning */
                cursor?: string;
                /** @description Whether to count all that the filters leave */
                total?: boolean;
                /** @description Whether to show created_at and changed_at */
                times?: boolean;
                /** @description Only those with this tenant_uuid */
                tenant_uuid?: string;
                /** @description Only those with this domain_id */
                domain_id?: number;
                /** @description Only those with this normalization_profile_id */
                normalization_profile_id?: number;
                /** @description Only those with this customer */
                customer?: number;
                /** @description Only those with this ip_fqdn */
                ip_fqdn?: string;
                /** @description Only those with this port */
                port?: number;
                /** @description Only those with this registered */
                registered?: boolean;
                /** @description Only those with this ip_address */
                ip_address?: string;
                /** @description Only those with this username */
                username?: string;
                /** @description Only those with this realm */
                realm?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of the list */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["IPBX"][];
                        /** @description How many there are, limit and cursor aside */
                        total?: number;
                        /** @description With a cursor: the one of what comes next, null where nothing does */
                        next?: string | null;
                    };
                };
            };
            /** @description There is no token, or it is none */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description The token is not for this, or the object cannot be moved to another tenant */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description What is asked cannot be understood, or cannot work: each problem with its place */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InvalidInput"];
                };
            };
            /** @description The token has sent too many requests: send it again after the seconds of Retry-After */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description The database is away or busy: send it again after the seconds of Retry-After */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
        };
    };
    createIPBX: {
        parameters: {
            query?: {
                /** @description Whether to show created_at and changed_at */
                times?: boolean;
            };
            header?: {
                /** @description Of the client's making: for 24 hours, a POST to this path with the same key is answered with what the first one was, and done once */
                "idempotency-key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "tenant_uuid": "7d0c2f0e-6a4b-4c1d-9b7e-1f2a3b4c5d6e",
                 *       "domain_id": 1,
                 *       "ip_fqdn": "203.0.113.10",
                 *       "ip_address": "203.0.113.10",
                 *       "username": "pbx1",
                 *       "password": "s3cret"
                 *     }
                 */
                "application/json": {
                    /**
                     * Format: uuid
                     * @description The tenant that owns it, a UUID of version 4
                     */
                    tenant_uuid?: string | null;
                    /** @description The domain of its users, of the same tenant */
                    domain_id: number;
                    /** @description How its numbers are written, of the same tenant */
                    normalization_profile_id?: number | null;
                    /** @description Anything the owner wants to note */
                    customer?: number | null;
                    /**
                     * Format: sip-host
                     * @description Where its calls are sent: a host; an address is also the source of calls that it places
                     */
                    ip_fqdn: string;
                    /**
                     * @description SIP port
                     * @default 5060
                     */
                    port?: number;
                    /**
                     * @description Noted, without effect on routing
                     * @default false
                     */
                    registered?: boolean;
                    /**
                     * Format: ip-networks-or-empty
                     * @description The addresses and networks that it must call from; null allows any, with digest authentication
                     */
                    ip_address?: string | null;
                    /** @description Its user, unique within the domain */
                    username?: string | null;
                    /** @description Its password; never answered */
                    password?: string | null;
                    /** @description The realm of calls to it, when it asks for authentication */
                    realm?: string | null;
                };
            };
        };
        responses: {
            /** @description The IPBX */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["IPBX"];
                };
            };
            /** @description The tenant is missing */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description There is no token, or it is none */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description The token is not for this, or the object cannot be moved to another tenant */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description Another object has what must be unique */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Duplicate"];
                };
            };
            /** @description What is asked cannot be understood, or cannot work: each problem with its place */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InvalidInput"];
                };
            };
            /** @description The token has sent too many requests: send it again after the seconds of Retry-After */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description The database is away or busy: send it again after the seconds of Retry-After */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
        };
    };
    createManyIPBXs: {
        parameters: {
            query?: {
                /** @description all: all of them or none; each: those that can be, and what is wrong with the others */
                mode?: "all" | "each";
                /** @description Whether to show created_at and changed_at */
                times?: boolean;
            };
            header?: {
                /** @description Of the client's making: for 24 hours, a POST to this path with the same key is answered with what the first one was, and done once */
                "idempotency-key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "items": [
                 *         {
                 *           "tenant_uuid": "7d0c2f0e-6a4b-4c1d-9b7e-1f2a3b4c5d6e",
                 *           "domain_id": 1,
                 *           "ip_fqdn": "203.0.113.10",
                 *           "ip_address": "203.0.113.10",
                 *           "username": "pbx1",
                 *           "password": "s3cret"
                 *         }
                 *       ]
                 *     }
                 */
                "application/json": {
                    items: {
                        /**
                         * Format: uuid
                         * @description The tenant that owns it, a UUID of version 4
                         */
                        tenant_uuid?: string | null;
                        /** @description The domain of its users, of the same tenant */
                        domain_id: number;
                        /** @description How its numbers are written, of the same tenant */
                        normalization_profile_id?: number | null;
                        /** @description Anything the owner wants to note */
                        customer?: number | null;
                        /**
                         * Format: sip-host
                         * @description Where its calls are sent: a host; an address is also the source of calls that it places
                         */
                        ip_fqdn: string;
                        /**
                         * @description SIP port
                         * @default 5060
                         */
                        port?: number;
                        /**
                         * @description Noted, without effect on routing
                         * @default false
                         */
                        registered?: boolean;
                        /**
                         * Format: ip-networks-or-empty
                         * @description The addresses and networks that it must call from; null allows any, with digest authentication
                         */
                        ip_address?: string | null;
                        /** @description Its user, unique within the domain */
                        username?: string | null;
                        /** @description Its password; never answered */
                        password?: string | null;
                        /** @description The realm of calls to it, when it asks for authentication */
                        realm?: string | null;
                    }[];
                };
            };
        };
        responses: {
            /** @description What was created, or what became of each */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description Of mode all: what was created, in the order of the request */
                        items?: components["schemas"]["IPBX"][];
                        /** @description Of mode each: what became of each, in the order of the request */
                        results?: {
                            /** @description What a POST of this one alone would have been answered with */
                            status: number;
                            item?: components["schemas"]["IPBX"];
                            /** @description What is wrong with it */
                            detail?: unknown;
                        }[];
                    };
                };
            };
            /** @description There is no token, or it is none */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description The token is not for this, or the object cannot be moved to another tenant */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description Another object has what must be unique */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Duplicate"];
                };
            };
            /** @description The body is longer than 8 MiB */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description What is asked cannot be understood, or cannot work: each problem with its place */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InvalidInput"];
                };
            };
            /** @description The token has sent too many requests: send it again after the seconds of Retry-After */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description The database is away or busy: send it again after the seconds of Retry-After */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
        };
    };
    getIPBX: {
        parameters: {
            query?: {
                /** @description Whether to show created_at and changed_at */
                times?: boolean;
            };
            header?: {
                /** @description An ETag: 304 where the object has not changed since */
                "if-none-match"?: string;
            };
            path: {
                /** @description Given by the database */
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The IPBX */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["IPBX"];
                };
            };
            /** @description It has not changed */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description There is no token, or it is none */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description The token is not for this, or the object cannot be moved to another tenant */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description There is no such object */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description What is asked cannot be understood, or cannot work: each problem with its place */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InvalidInput"];
                };
            };
            /** @description The token has sent too many requests: send it again after the seconds of Retry-After */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description The database is away or busy: send it again after the seconds of Retry-After */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
        };
    };
    updateIPBX: {
        parameters: {
            query?: {
                /** @description Whether to show created_at and changed_at */
                times?: boolean;
            };
            header?: {
                /** @description An ETag: 412 where the object has changed since */
                "if-match"?: string;
            };
            path: {
                /** @description Given by the database */
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "tenant_uuid": "7d0c2f0e-6a4b-4c1d-9b7e-1f2a3b4c5d6e",
                 *       "domain_id": 1,
                 *       "ip_fqdn": "203.0.113.10",
                 *       "ip_address": "203.0.113.10",
                 *       "username": "pbx1",
                 *       "password": "s3cret"
                 *     }
                 */
                "application/json": {
                    /**
                     * Format: uuid
                     * @description The tenant that owns it, a UUID of version 4
                     */
                    tenant_uuid?: string | null;
                    /** @description The domain of its users, of the same tenant */
                    domain_id: number;
                    /** @description How its numbers are written, of the same tenant */
                    normalization_profile_id?: number | null;
                    /** @description Anything the owner wants to note */
                    customer?: number | null;
                    /**
                     * Format: sip-host
                     * @description Where its calls are sent: a host; an address is also the source of calls that it places
                     */
                    ip_fqdn: string;
                    /**
                     * @description SIP port
                     * @default 5060
                     */
                    port?: number;
                    /**
                     * @description Noted, without effect on routing
                     * @default false
                     */
                    registered?: boolean;
                    /**
                     * Format: ip-networks-or-empty
                     * @description The addresses and networks that it must call from; null allows any, with digest authentication
                     */
                    ip_address?: string | null;
                    /** @description Its user, unique within the domain */
                    username?: string | null;
                    /** @description Its password; never answered */
                    password?: string | null;
                    /** @description The realm of calls to it, when it asks for authentication */
                    realm?: string | null;
                };
            };
        };
        responses: {
            /** @description The IPBX */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["IPBX"];
                };
            };
            /** @description There is no token, or it is none */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description The token is not for this, or the object cannot be moved to another tenant */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description There is no such object */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description Another object has what must be unique */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Duplicate"];
                };
            };
            /** @description It is no longer as If-Match says */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description What is asked cannot be understood, or cannot work: each problem with its place */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InvalidInput"];
                };
            };
            /** @description The token has sent too many requests: send it again after the seconds of Retry-After */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description The database is away or busy: send it again after the seconds of Retry-After */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
        };
    };
    deleteIPBX: {
        parameters: {
            query?: {
                /** @description Whether to show created_at and changed_at */
                times?: boolean;
            };
            header?: {
                /** @description An ETag: 412 where the object has changed since */
                "if-match"?: string;
            };
            path: {
                /** @description Given by the database */
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The IPBX */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["IPBX"];
                };
            };
            /** @description There is no token, or it is none */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description The token is not for this, or the object cannot be moved to another tenant */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description There is no such object */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description It is no longer as If-Match says */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description What is asked cannot be understood, or cannot work: each problem with its place */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InvalidInput"];
                };
            };
            /** @description The token has sent too many requests: send it again after the seconds of Retry-After */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description The database is away or busy: send it again after the seconds of Retry-After */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
        };
    };
    patchIPBX: {
        parameters: {
            query?: {
                /** @description Whether to show created_at and changed_at */
                times?: boolean;
            };
            header?: {
                /** @description An ETag: 412 where the object has changed since */
                "if-match"?: string;
            };
            path: {
                /** @description Given by the database */
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "password": "s3cret"
                 *     }
                 */
                "application/json": {
                    /**
                     * Format: uuid
                     * @description The tenant that owns it, a UUID of version 4
                     */
                    tenant_uuid?: string;
                    /** @description The domain of its users, of the same tenant */
                    domain_id?: number;
                    /** @description How its numbers are written, of the same tenant */
                    normalization_profile_id?: number | null;
                    /** @description Anything the owner wants to note */
                    customer?: number | null;
                    /**
                     * Format: sip-host
                     * @description Where its calls are sent: a host; an address is also the source of calls that it places
                     */
                    ip_fqdn?: string;
                    /** @description SIP port */
                    port?: number;
                    /** @description Noted, without effect on routing */
                    registered?: boolean;
                    /**
                     * Format: ip-networks-or-empty
                     * @description The addresses and networks that it must call from; null allows any, with digest authentication
                     */
                    ip_address?: string | null;
                    /** @description Its user, unique within the domain */
                    username?: string | null;
                    /** @description Its password; never answered */
                    password?: string | null;
                    /** @description The realm of calls to it, when it asks for authentication */
                    realm?: string | null;
                };
            };
        };
        responses: {
            /** @description The IPBX */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["IPBX"];
                };
            };
            /** @description There is no token, or it is none */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description The token is not for this, or the object cannot be moved to another tenant */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description There is no such object */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description Another object has what must be unique */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Duplicate"];
                };
            };
            /** @description It is no longer as If-Match says */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description What is asked cannot be understood, or cannot work: each problem with its place */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InvalidInput"];
                };
            };
            /** @description The token has sent too many requests: send it again after the seconds of Retry-After */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description The database is away or busy: send it again after the seconds of Retry-After */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
        };
    };
    listCarriers: {
        parameters: {
            query?: {
                /** @description Rows to leave out */
                offset?: number;
                /** @description Rows to answer at most */
                limit?: number;
                /** @description What to sort by, with a minus downwards; what is null comes last */
                sort?: "id" | "tenant_uuid" | "name" | "created_at" | "changed_at" | "-id" | "-tenant_uuid" | "-name" | "-created_at" | "-changed_at";
                /** @description Where to go on: the `next` of the answer before; empty, at the beginning */
                cursor?: string;
                /** @description Whether to count all that the filters leave */
                total?: boolean;
                /** @description Whether to show created_at and changed_at */
                times?: boolean;
                /** @description Only those with this tenant_uuid */
                tenant_uuid?: string;
                /** @description Only those with this name */
                name?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of the list */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Carrier"][];
                        /** @description How many there are, limit and cursor aside */
                        total?: number;
                        /** @description With a cursor: the one of what comes next, null where nothing does */
                        next?: string | null;
                    };
                };
            };
            /** @description There is no token, or it is none */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description The token is not for this, or the object cannot be moved to another tenant */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description What is asked cannot be understood, or cannot work: each problem with its place */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InvalidInput"];
                };
            };
            /** @description The token has sent too many requests: send it again after the seconds of Retry-After */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description The database is away or busy: send it again after the seconds of Retry-After */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
        };
    };
    createCarrier: {
        parameters: {
            query?: {
                /** @description Whether to show created_at and changed_at */
                times?: boolean;
            };
            header?: {
                /** @description Of the client's making: for 24 hours, a POST to this path with the same key is answered with what the first one was, and done once */
                "idempotency-key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "tenant_uuid": "7d0c2f0e-6a4b-4c1d-9b7e-1f2a3b4c5d6e",
                 *       "name": "Carrier of example"
                 *     }
                 */
                "application/json": {
                    /**
                     * Format: uuid
                     * @description The tenant that owns it, a UUID of version 4
                     */
                    tenant_uuid?: string | null;
                    /** @description Unique within its tenant */
                    name: string;
                };
            };
        };
        responses: {
            /** @description The Carrier */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Carrier"];
                };
            };
            /** @description The tenant is missing */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description There is no token, or it is none */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description The token is not for this, or the object cannot be moved to another tenant */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description Another object has what must be unique */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Duplicate"];
                };
            };
            /** @description What is asked cannot be understood, or cannot work: each problem with its place */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InvalidInput"];
                };
            };
            /** @description The token has sent too many requests: send it again after the seconds of Retry-After */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description The database is away or busy: send it again after the seconds of Retry-After */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
        };
    };
    createManyCarriers: {
        parameters: {
            query?: {
                /** @description all: all of them or none; each: those that can be, and what is wrong with the others */
                mode?: "all" | "each";
                /** @description Whether to show created_at and changed_at */
                times?: boolean;
            };
            header?: {
                /** @description Of the client's making: for 24 hours, a POST to this path with the same key is answered with what the first one was, and done once */
                "idempotency-key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "items": [
                 *         {
                 *           "tenant_uuid": "7d0c2f0e-6a4b-4c1d-9b7e-1f2a3b4c5d6e",
                 *           "name": "Carrier of example"
                 *         }
                 *       ]
                 *     }
                 */
                "application/json": {
                    items: {
                        /**
                         * Format: uuid
                         * @description The tenant that owns it, a UUID of version 4
                         */
                        tenant_uuid?: string | null;
                        /** @description Unique within its tenant */
                        name: string;
                    }[];
                };
            };
        };
        responses: {
            /** @description What was created, or what became of each */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description Of mode all: what was created, in the order of the request */
                        items?: components["schemas"]["Carrier"][];
                        /** @description Of mode each: what became of each, in the order of the request */
                        results?: {
                            /** @description What a POST of this one alone would have been answered with */
                            status: number;
                            item?: components["schemas"]["Carrier"];
                            /** @description What is wrong with it */
                            detail?: unknown;
                        }[];
                    };
                };
            };
            /** @description There is no token, or it is none */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description The token is not for this, or the object cannot be moved to another tenant */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description Another object has what must be unique */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Duplicate"];
                };
            };
            /** @description The body is longer than 8 MiB */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description What is asked cannot be understood, or cannot work: each problem with its place */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InvalidInput"];
                };
            };
            /** @description The token has sent too many requests: send it again after the seconds of Retry-After */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description The database is away or busy: send it again after the seconds of Retry-After */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
        };
    };
    getCarrier: {
        parameters: {
            query?: {
                /** @description Whether to show created_at and changed_at */
                times?: boolean;
            };
            header?: {
                /** @description An ETag: 304 where the object has not changed since */
                "if-none-match"?: string;
            };
            path: {
                /** @description Given by the database */
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The Carrier */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Carrier"];
                };
            };
            /** @description It has not changed */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description There is no token, or it is none */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description The token is not for this, or the object cannot be moved to another tenant */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description There is no such object */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description What is asked cannot be understood, or cannot work: each problem with its place */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InvalidInput"];
                };
            };
            /** @description The token has sent too many requests: send it again after the seconds of Retry-After */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description The database is away or busy: send it again after the seconds of Retry-After */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
        };
    };
    updateCarrier: {
        parameters: {
            query?: {
                /** @description Whether to show created_at and changed_at */
                times?: boolean;
            };
            header?: {
                /** @description An ETag: 412 where the object has changed since */
                "if-match"?: string;
            };
            path: {
                /** @description Given by the database */
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "tenant_uuid": "7d0c2f0e-6a4b-4c1d-9b7e-1f2a3b4c5d6e",
                 *       "name": "Carrier of example"
                 *     }
                 */
                "application/json": {
                    /**
                     * Format: uuid
                     * @description The tenant that owns it, a UUID of version 4
                     */
                    tenant_uuid?: string | null;
                    /** @description Unique within its tenant */
                    name?: string | null;
                };
            };
        };
        responses: {
            /** @description The Carrier */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Carrier"];
                };
            };
            /** @description There is no token, or it is none */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description The token is not for this, or the object cannot be moved to another tenant */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description There is no such object */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description Another object has what must be unique */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Duplicate"];
                };
            };
            /** @description It is no longer as If-Match says */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description What is asked cannot be understood, or cannot work: each problem with its place */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InvalidInput"];
                };
            };
            /** @description The token has sent too many requests: send it again after the seconds of Retry-After */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description The database is away or busy: send it again after the seconds of Retry-After */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
        };
    };
    deleteCarrier: {
        parameters: {
            query?: {
                /** @description Whether to show created_at and changed_at */
                times?: boolean;
            };
            header?: {
                /** @description An ETag: 412 where the object has changed since */
                "if-match"?: string;
            };
            path: {
                /** @description Given by the database */
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The Carrier */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Carrier"];
                };
            };
            /** @description There is no token, or it is none */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description The token is not for this, or the object cannot be moved to another tenant */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description There is no such object */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description It is no longer as If-Match says */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description What is asked cannot be understood, or cannot work: each problem with its place */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InvalidInput"];
                };
            };
            /** @description The token has sent too many requests: send it again after the seconds of Retry-After */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description The database is away or busy: send it again after the seconds of Retry-After */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
        };
    };
    patchCarrier: {
        parameters: {
            query?: {
                /** @description Whether to show created_at and changed_at */
                times?: boolean;
            };
            header?: {
                /** @description An ETag: 412 where the object has changed since */
                "if-match"?: string;
            };
            path: {
                /** @description Given by the database */
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "name": "Carrier of example"
                 *     }
                 */
                "application/json": {
                    /**
                     * Format: uuid
                     * @description The tenant that owns it, a UUID of version 4
                     */
                    tenant_uuid?: string;
                    /** @description Unique within its tenant */
                    name?: string;
                };
            };
        };
        responses: {
            /** @description The Carrier */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Carrier"];
                };
            };
            /** @description There is no token, or it is none */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description The token is not for this, or the object cannot be moved to another tenant */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description There is no such object */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description Another object has what must be unique */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Duplicate"];
                };
            };
            /** @description It is no longer as If-Match says */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description What is asked cannot be understood, or cannot work: each problem with its place */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InvalidInput"];
                };
            };
            /** @description The token has sent too many requests: send it again after the seconds of Retry-After */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description The database is away or busy: send it again after the seconds of Retry-After */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
        };
    };
    listCarrierTrunks: {
        parameters: {
            query?: {
                /** @description Rows to leave out */
                offset?: number;
                /** @description Rows to answer at most */
                limit?: number;
                /** @description What to sort by, with a minus downwards; what is null comes last */
                sort?: "id" | "tenant_uuid" | "carrier_id" | "normalization_profile_id" | "name" | "sip_proxy" | "sip_proxy_port" | "ip_address" | "registered" | "auth_username" | "realm" | "registrar_proxy" | "from_domain" | "expire_seconds" | "retry_seconds" | "created_at" | "changed_at" | "-id" | "-tenant_uuid" | "-carrier_id" | "-normalization_profile_id" | "-name" | "-sip_proxy" | "-sip_proxy_port" | "-ip_address" | "-registered" | "-auth_username" | "-realm" | "-registrar_proxy" | "-from_domain" | "-expire_seconds" | "-retry_seconds" | "-created_at" | "-changed_at";
                /** @description Where to go on: the `next` of the answer before; empty, at the beginning */
                cursor?: string;
                /** @description Whether to count all that the filters leave */
                total?: boolean;
                /** @description Whether to show created_at and changed_at */
                times?: boolean;
                /** @description Only those with this tenant_uuid */
                tenant_uuid?: string;
                /** @description Only those with this carrier_id */
                carrier_id?: number;
                /** @description Only those with this normalization_profile_id */
                normalization_profile_id?: number;
                /** @description Only those with this name */
                name?: string;
                /** @description Only those with this sip_proxy */
                sip_proxy?: string;
                /** @description Only those with this sip_proxy_port */
                sip_proxy_port?: number;
                /** @description Only those with this ip_address */
                ip_address?: string;
                /** @description Only those with this registered */
                registered?: boolean;
                /** @description Only those with this auth_username */
                auth_username?: string;
                /** @description Only those with this realm */
                realm?: string;
                /** @description Only those with this registrar_proxy */
                registrar_proxy?: string;
                /** @description Only those with this from_domain */
                from_domain?: string;
                /** @description Only those with this expire_seconds */
                expire_seconds?: number;
                /** @description Only those with this retry_seconds */
                retry_seconds?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of the list */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["CarrierTrunk"][];
                        /** @description How many there are, limit and cursor aside */
                        total?: number;
                        /** @description With a cursor: the one of what comes next, null where nothing does */
                        next?: string | null;
                    };
                };
            };
            /** @description There is no token, or it is none */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description The token is not for this, or the object cannot be moved to another tenant */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description What is asked cannot be understood, or cannot work: each problem with its place */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InvalidInput"];
                };
            };
            /** @description The token has sent too many requests: send it again after the seconds of Retry-After */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description The database is away or busy: send it again after the seconds of Retry-After */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
        };
    };
    createCarrierTrunk: {
        parameters: {
            query?: {
                /** @description Whether to show created_at and changed_at */
                times?: boolean;
            };
            header?: {
                /** @description Of the client's making: for 24 hours, a POST to this path with the same key is answered with what the first one was, and done once */
                "idempotency-key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "tenant_uuid": "7d0c2f0e-6a4b-4c1d-9b7e-1f2a3b4c5d6e",
                 *       "carrier_id": 1,
                 *       "name": "main",
                 *       "sip_proxy": "sip.carrier.example",
                 *       "ip_address": "198.51.100.16/30",
                 *       "auth_username": "acme",
                 *       "auth_password": "tr0nk",
                 *       "realm": "carrier.example"
                 *     }
                 */
                "application/json": {
                    /**
                     * Format: uuid
                     * @description The tenant that owns it, a UUID of version 4
                     */
                    tenant_uuid?: string | null;
                    /** @description The carrier, of the same tenant */
                    carrier_id: number;
                    /** @description How its numbers are written, of the same tenant */
                    normalization_profile_id?: number | null;
                    /** @description Unique within its carrier */
                    name: string;
                    /**
                     * Format: sip-host
                     * @description Where its calls are sent: a host
                     */
                    sip_proxy: string;
                    /**
                     * @description SIP port
                     * @default 5060
                     */
                    sip_proxy_port?: number;
                    /**
                     * Format: ip-networks-or-empty
                     * @description The addresses and networks that its calls come from; without any it places none
                     */
                    ip_address?: string | null;
                    /**
                     * @description Whether we register with the carrier
                     * @default false
                     */
                    registered?: boolean;
                    /** @description Our user at the carrier */
                    auth_username?: string | null;
                    /** @description Our password at the carrier; never answered */
                    auth_password?: string | null;
                    /** @description The carrier's realm */
                    realm?: string | null;
                    /**
                     * Format: sip-host-port-or-empty
                     * @description Where we register: a host, and a port where it is another than 5060
                     */
                    registrar_proxy?: string | null;
                    /**
                     * Format: sip-host-or-empty
                     * @description Our domain at the carrier
                     */
                    from_domain?: string | null;
                    /**
                     * @description How long a registration lasts, in seconds
                     * @default 3600
                     */
                    expire_seconds?: number;
                    /**
                     * @description How long to wait after a failed registration, in seconds
                     * @default 30
                     */
                    retry_seconds?: number;
                };
            };
        };
        responses: {
            /** @description The Carrier Trunk */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CarrierTrunk"];
                };
            };
            /** @description The tenant is missing */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description There is no token, or it is none */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description The token is not for this, or the object cannot be moved to another tenant */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description Another object has what must be unique */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Duplicate"];
                };
            };
            /** @description What is asked cannot be understood, or cannot work: each problem with its place */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InvalidInput"];
                };
            };
            /** @description The token has sent too many requests: send it again after the seconds of Retry-After */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description The database is away or busy: send it again after the seconds of Retry-After */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
        };
    };
    createManyCarrierTrunks: {
        parameters: {
            query?: {
                /** @description all: all of them or none; each: those that can be, and what is wrong with the others */
                mode?: "all" | "each";
                /** @description Whether to show created_at and changed_at */
                times?: boolean;
            };
            header?: {
                /** @description Of the client's making: for 24 hours, a POST to this path with the same key is answered with what the first one was, and done once */
                "idempotency-key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "items": [
                 *         {
                 *           "tenant_uuid": "7d0c2f0e-6a4b-4c1d-9b7e-1f2a3b4c5d6e",
                 *           "carrier_id": 1,
                 *           "name": "main",
                 *           "sip_proxy": "sip.carrier.example",
                 *           "ip_address": "198.51.100.16/30",
                 *           "auth_username": "acme",
                 *           "auth_password": "tr0nk",
                 *           "realm": "carrier.example"
                 *         }
                 *       ]
                 *     }
                 */
                "application/json": {
                    items: {
                        /**
                         * Format: uuid
                         * @description The tenant that owns it, a UUID of version 4
                         */
                        tenant_uuid?: string | null;
                        /** @description The carrier, of the same tenant */
                        carrier_id: number;
                        /** @description How its numbers are written, of the same tenant */
                        normalization_profile_id?: number | null;
                        /** @description Unique within its carrier */
                        name: string;
                        /**
                         * Format: sip-host
                         * @description Where its calls are sent: a host
                         */
                        sip_proxy: string;
                        /**
                         * @description SIP port
                         * @default 5060
                         */
                        sip_proxy_port?: number;
                        /**
                         * Format: ip-networks-or-empty
                         * @description The addresses and networks that its calls come from; without any it places none
                         */
                        ip_address?: string | null;
                        /**
                         * @description Whether we register with the carrier
                         * @default false
                         */
                        registered?: boolean;
                        /** @description Our user at the carrier */
                        auth_username?: string | null;
                        /** @description Our password at the carrier; never answered */
                        auth_password?: string | null;
                        /** @description The carrier's realm */
                        realm?: string | null;
                        /**
                         * Format: sip-host-port-or-empty
                         * @description Where we register: a host, and a port where it is another than 5060
                         */
                        registrar_proxy?: string | null;
                        /**
                         * Format: sip-host-or-empty
                         * @description Our domain at the carrier
                         */
                        from_domain?: string | null;
                        /**
                         * @description How long a registration lasts, in seconds
                         * @default 3600
                         */
                        expire_seconds?: number;
                        /**
                         * @description How long to wait after a failed registration, in seconds
                         * @default 30
                         */
                        retry_seconds?: number;
                    }[];
                };
            };
        };
        responses: {
            /** @description What was created, or what became of each */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description Of mode all: what was created, in the order of the request */
                        items?: components["schemas"]["CarrierTrunk"][];
                        /** @description Of mode each: what became of each, in the order of the request */
                        results?: {
                            /** @description What a POST of this one alone would have been answered with */
                            status: number;
                            item?: components["schemas"]["CarrierTrunk"];
                            /** @description What is wrong with it */
                            detail?: unknown;
                        }[];
                    };
                };
            };
            /** @description There is no token, or it is none */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description The token is not for this, or the object cannot be moved to another tenant */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description Another object has what must be unique */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Duplicate"];
                };
            };
            /** @description The body is longer than 8 MiB */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description What is asked cannot be understood, or cannot work: each problem with its place */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InvalidInput"];
                };
            };
            /** @description The token has sent too many requests: send it again after the seconds of Retry-After */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description The database is away or busy: send it again after the seconds of Retry-After */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
        };
    };
    getCarrierTrunk: {
        parameters: {
            query?: {
                /** @description Whether to show created_at and changed_at */
                times?: boolean;
            };
            header?: {
                /** @description An ETag: 304 where the object has not changed since */
                "if-none-match"?: string;
            };
            path: {
                /** @description Given by the database */
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The Carrier Trunk */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CarrierTrunk"];
                };
            };
            /** @description It has not changed */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description There is no token, or it is none */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description The token is not for this, or the object cannot be moved to another tenant */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description There is no such object */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description What is asked cannot be understood, or cannot work: each problem with its place */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InvalidInput"];
                };
            };
            /** @description The token has sent too many requests: send it again after the seconds of Retry-After */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description The database is away or busy: send it again after the seconds of Retry-After */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
        };
    };
    updateCarrierTrunk: {
        parameters: {
            query?: {
                /** @description Whether to show created_at and changed_at */
                times?: boolean;
            };
            header?: {
                /** @description An ETag: 412 where the object has changed since */
                "if-match"?: string;
            };
            path: {
                /** @description Given by the database */
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "name": "main",
                 *       "sip_proxy": "sip.carrier.example",
                 *       "ip_address": "198.51.100.16/30",
                 *       "auth_username": "acme",
                 *       "auth_password": "tr0nk",
                 *       "realm": "carrier.example"
                 *     }
                 */
                "application/json": {
                    /** @description How its numbers are written, of the same tenant */
                    normalization_profile_id?: number | null;
                    /** @description Unique within its carrier */
                    name: string;
                    /**
                     * Format: sip-host
                     * @description Where its calls are sent: a host
                     */
                    sip_proxy: string;
                    /**
                     * @description SIP port
                     * @default 5060
                     */
                    sip_proxy_port?: number;
                    /**
                     * Format: ip-networks-or-empty
                     * @description The addresses and networks that its calls come from; without any it places none
                     */
                    ip_address?: string | null;
                    /**
                     * @description Whether we register with the carrier
                     * @default false
                     */
                    registered?: boolean;
                    /** @description Our user at the carrier */
                    auth_username?: string | null;
                    /** @description Our password at the carrier; never answered */
                    auth_password?: string | null;
                    /** @description The carrier's realm */
                    realm?: string | null;
                    /**
                     * Format: sip-host-port-or-empty
                     * @description Where we register: a host, and a port where it is another than 5060
                     */
                    registrar_proxy?: string | null;
                    /**
                     * Format: sip-host-or-empty
                     * @description Our domain at the carrier
                     */
                    from_domain?: string | null;
                    /**
                     * @description How long a registration lasts, in seconds
                     * @default 3600
                     */
                    expire_seconds?: number;
                    /**
                     * @description How long to wait after a failed registration, in seconds
                     * @default 30
                     */
                    retry_seconds?: number;
                };
            };
        };
        responses: {
            /** @description The Carrier Trunk */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CarrierTrunk"];
                };
            };
            /** @description There is no token, or it is none */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description The token is not for this, or the object cannot be moved to another tenant */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description There is no such object */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description Another object has what must be unique */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Duplicate"];
                };
            };
            /** @description It is no longer as If-Match says */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description What is asked cannot be understood, or cannot work: each problem with its place */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InvalidInput"];
                };
            };
            /** @description The token has sent too many requests: send it again after the seconds of Retry-After */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description The database is away or busy: send it again after the seconds of Retry-After */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
        };
    };
    deleteCarrierTrunk: {
        parameters: {
            query?: {
                /** @description Whether to show created_at and changed_at */
                times?: boolean;
            };
            header?: {
                /** @description An ETag: 412 where the object has changed since */
                "if-match"?: string;
            };
            path: {
                /** @description Given by the database */
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The Carrier Trunk */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CarrierTrunk"];
                };
            };
            /** @description There is no token, or it is none */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description The token is not for this, or the object cannot be moved to another tenant */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description There is no such object */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description It is no longer as If-Match says */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description What is asked cannot be understood, or cannot work: each problem with its place */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InvalidInput"];
                };
            };
            /** @description The token has sent too many requests: send it again after the seconds of Retry-After */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description The database is away or busy: send it again after the seconds of Retry-After */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
        };
    };
    patchCarrierTrunk: {
        parameters: {
            query?: {
                /** @description Whether to show created_at and changed_at */
                times?: boolean;
            };
            header?: {
                /** @description An ETag: 412 where the object has changed since */
                "if-match"?: string;
            };
            path: {
                /** @description Given by the database */
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "realm": "carrier.example"
                 *     }
                 */
                "application/json": {
                    /** @description How its numbers are written, of the same tenant */
                    normalization_profile_id?: number | null;
                    /** @description Unique within its carrier */
                    name?: string;
                    /**
                     * Format: sip-host
                     * @description Where its calls are sent: a host
                     */
                    sip_proxy?: string;
                    /** @description SIP port */
                    sip_proxy_port?: number;
                    /**
                     * Format: ip-networks-or-empty
                     * @description The addresses and networks that its calls come from; without any it places none
                     */
                    ip_address?: string | null;
                    /** @description Whether we register with the carrier */
                    registered?: boolean;
                    /** @description Our user at the carrier */
                    auth_username?: string | null;
                    /** @description Our password at the carrier; never answered */
                    auth_password?: string | null;
                    /** @description The carrier's realm */
                    realm?: string | null;
                    /**
                     * Format: sip-host-port-or-empty
                     * @description Where we register: a host, and a port where it is another than 5060
                     */
                    registrar_proxy?: string | null;
                    /**
                     * Format: sip-host-or-empty
                     * @description Our domain at the carrier
                     */
                    from_domain?: string | null;
                    /** @description How long a registration lasts, in seconds */
                    expire_seconds?: number;
                    /** @description How long to wait after a failed registration, in seconds */
                    retry_seconds?: number;
                };
            };
        };
        responses: {
            /** @description The Carrier Trunk */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CarrierTrunk"];
                };
            };
            /** @description There is no token, or it is none */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description The token is not for this, or the object cannot be moved to another tenant */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description There is no such object */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description Another object has what must be unique */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Duplicate"];
                };
            };
            /** @description It is no longer as If-Match says */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description What is asked cannot be understood, or cannot work: each problem with its place */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InvalidInput"];
                };
            };
            /** @description The token has sent too many requests: send it again after the seconds of Retry-After */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description The database is away or busy: send it again after the seconds of Retry-After */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
        };
    };
    listDIDs: {
        parameters: {
            query?: {
                /** @description Rows to leave out */
                offset?: number;
                /** @description Rows to answer at most */
                limit?: number;
                /** @description What to sort by, with a minus downwards; what is null comes last */
                sort?: "id" | "tenant_uuid" | "ipbx_id" | "carrier_trunk_id" | "did_regex" | "created_at" | "changed_at" | "-id" | "-tenant_uuid" | "-ipbx_id" | "-carrier_trunk_id" | "-did_regex" | "-created_at" | "-changed_at";
                /** @description Where to go on: the `next` of the answer before; empty, at the beginning */
                cursor?: string;
                /** @description Whether to count all that the filters leave */
                total?: boolean;
                /** @description Whether to show created_at and changed_at */
                times?: boolean;
                /** @description Only those with this tenant_uuid */
                tenant_uuid?: string;
                /** @description Only those with this ipbx_id */
                ipbx_id?: number;
                /** @description Only those with this carrier_trunk_id */
                carrier_trunk_id?: number;
                /** @description Only those with this did_regex */
                did_regex?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of the list */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["DID"][];
                        /** @description How many there are, limit and cursor aside */
                        total?: number;
                        /** @description With a cursor: the one of what comes next, null where nothing does */
                        next?: string | null;
                    };
                };
            };
            /** @description There is no token, or it is none */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description The token is not for this, or the object cannot be moved to another tenant */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description What is asked cannot be understood, or cannot work: each problem with its place */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InvalidInput"];
                };
            };
            /** @description The token has sent too many requests: send it again after the seconds of Retry-After */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description The database is away or busy: send it again after the seconds of Retry-After */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
        };
    };
    createDID: {
        parameters: {
            query?: {
                /** @description Whether to show created_at and changed_at */
                times?: boolean;
            };
            header?: {
                /** @description Of the client's making: for 24 hours, a POST to this path with the same key is answered with what the first one was, and done once */
                "idempotency-key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "tenant_uuid": "7d0c2f0e-6a4b-4c1d-9b7e-1f2a3b4c5d6e",
                 *       "ipbx_id": 1,
                 *       "carrier_trunk_id": 1,
                 *       "did_regex": "^44203[0-9]+$"
                 *     }
                 */
                "application/json": {
                    /**
                     * Format: uuid
                     * @description The tenant that owns it, a UUID of version 4
                     */
                    tenant_uuid?: string | null;
                    /** @description The IPBX that gets the calls, of the same tenant */
                    ipbx_id: number;
                    /** @description The trunk that the number comes from; informative */
                    carrier_trunk_id: number;
                    /** @description Which numbers, matched from their start; without one the DID gets no calls */
                    did_regex?: string | null;
                };
            };
        };
        responses: {
            /** @description The DID */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DID"];
                };
            };
            /** @description The tenant is missing */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description There is no token, or it is none */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description The token is not for this, or the object cannot be moved to another tenant */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description Another object has what must be unique */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Duplicate"];
                };
            };
            /** @description What is asked cannot be understood, or cannot work: each problem with its place */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InvalidInput"];
                };
            };
            /** @description The token has sent too many requests: send it again after the seconds of Retry-After */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description The database is away or busy: send it again after the seconds of Retry-After */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
        };
    };
    createManyDIDs: {
        parameters: {
            query?: {
                /** @description all: all of them or none; each: those that can be, and what is wrong with the others */
                mode?: "all" | "each";
                /** @description Whether to show created_at and changed_at */
                times?: boolean;
            };
            header?: {
                /** @description Of the client's making: for 24 hours, a POST to this path with the same key is answered with what the first one was, and done once */
                "idempotency-key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "items": [
                 *         {
                 *           "tenant_uuid": "7d0c2f0e-6a4b-4c1d-9b7e-1f2a3b4c5d6e",
                 *           "ipbx_id": 1,
                 *           "carrier_trunk_id": 1,
                 *           "did_regex": "^44203[0-9]+$"
                 *         }
                 *       ]
                 *     }
                 */
                "application/json": {
                    items: {
                        /**
                         * Format: uuid
                         * @description The tenant that owns it, a UUID of version 4
                         */
                        tenant_uuid?: string | null;
                        /** @description The IPBX that gets the calls, of the same tenant */
                        ipbx_id: number;
                        /** @description The trunk that the number comes from; informative */
                        carrier_trunk_id: number;
                        /** @description Which numbers, matched from their start; without one the DID gets no calls */
                        did_regex?: string | null;
                    }[];
                };
            };
        };
        responses: {
            /** @description What was created, or what became of each */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description Of mode all: what was created, in the order of the request */
                        items?: components["schemas"]["DID"][];
                        /** @description Of mode each: what became of each, in the order of the request */
                        results?: {
                            /** @description What a POST of this one alone would have been answered with */
                            status: number;
                            item?: components["schemas"]["DID"];
                            /** @description What is wrong with it */
                            detail?: unknown;
                        }[];
                    };
                };
            };
            /** @description There is no token, or it is none */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description The token is not for this, or the object cannot be moved to another tenant */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description Another object has what must be unique */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Duplicate"];
                };
            };
            /** @description The body is longer than 8 MiB */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description What is asked cannot be understood, or cannot work: each problem with its place */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InvalidInput"];
                };
            };
            /** @description The token has sent too many requests: send it again after the seconds of Retry-After */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description The database is away or busy: send it again after the seconds of Retry-After */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
        };
    };
    getDID: {
        parameters: {
            query?: {
                /** @description Whether to show created_at and changed_at */
                times?: boolean;
            };
            header?: {
                /** @description An ETag: 304 where the object has not changed since */
                "if-none-match"?: string;
            };
            path: {
                /** @description Given by the database */
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The DID */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DID"];
                };
            };
            /** @description It has not changed */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description There is no token, or it is none */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description The token is not for this, or the object cannot be moved to another tenant */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description There is no such object */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description What is asked cannot be understood, or cannot work: each problem with its place */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InvalidInput"];
                };
            };
            /** @description The token has sent too many requests: send it again after the seconds of Retry-After */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description The database is away or busy: send it again after the seconds of Retry-After */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
        };
    };
    updateDID: {
        parameters: {
            query?: {
                /** @description Whether to show created_at and changed_at */
                times?: boolean;
            };
            header?: {
                /** @description An ETag: 412 where the object has changed since */
                "if-match"?: string;
            };
            path: {
                /** @description Given by the database */
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "tenant_uuid": "7d0c2f0e-6a4b-4c1d-9b7e-1f2a3b4c5d6e",
                 *       "ipbx_id": 1,
                 *       "carrier_trunk_id": 1,
                 *       "did_regex": "^44203[0-9]+$"
                 *     }
                 */
                "application/json": {
                    /**
                     * Format: uuid
                     * @description The tenant that owns it, a UUID of version 4
                     */
                    tenant_uuid?: string | null;
                    /** @description The IPBX that gets the calls, of the same tenant */
                    ipbx_id: number;
                    /** @description The trunk that the number comes from; informative */
                    carrier_trunk_id: number;
                    /** @description Which numbers, matched from their start; without one the DID gets no calls */
                    did_regex?: string | null;
                };
            };
        };
        responses: {
            /** @description The DID */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DID"];
                };
            };
            /** @description There is no token, or it is none */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description The token is not for this, or the object cannot be moved to another tenant */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description There is no such object */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description Another object has what must be unique */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Duplicate"];
                };
            };
            /** @description It is no longer as If-Match says */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description What is asked cannot be understood, or cannot work: each problem with its place */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InvalidInput"];
                };
            };
            /** @description The token has sent too many requests: send it again after the seconds of Retry-After */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description The database is away or busy: send it again after the seconds of Retry-After */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
        };
    };
    deleteDID: {
        parameters: {
            query?: {
                /** @description Whether to show created_at and changed_at */
                times?: boolean;
            };
            header?: {
                /** @description An ETag: 412 where the object has changed since */
                "if-match"?: string;
            };
            path: {
                /** @description Given by the database */
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The DID */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DID"];
                };
            };
            /** @description There is no token, or it is none */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description The token is not for this, or the object cannot be moved to another tenant */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description There is no such object */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description It is no longer as If-Match says */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description What is asked cannot be understood, or cannot work: each problem with its place */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InvalidInput"];
                };
            };
            /** @description The token has sent too many requests: send it again after the seconds of Retry-After */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description The database is away or busy: send it again after the seconds of Retry-After */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
        };
    };
    patchDID: {
        parameters: {
            query?: {
                /** @description Whether to show created_at and changed_at */
                times?: boolean;
            };
            header?: {
                /** @description An ETag: 412 where the object has changed since */
                "if-match"?: string;
            };
            path: {
                /** @description Given by the database */
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "did_regex": "^44203[0-9]+$"
                 *     }
                 */
                "application/json": {
                    /**
                     * Format: uuid
                     * @description The tenant that owns it, a UUID of version 4
                     */
                    tenant_uuid?: string;
                    /** @description The IPBX that gets the calls, of the same tenant */
                    ipbx_id?: number;
                    /** @description The trunk that the number comes from; informative */
                    carrier_trunk_id?: number;
                    /** @description Which numbers, matched from their start; without one the DID gets no calls */
                    did_regex?: string | null;
                };
            };
        };
        responses: {
            /** @description The DID */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DID"];
                };
            };
            /** @description There is no token, or it is none */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description The token is not for this, or the object cannot be moved to another tenant */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description There is no such object */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description Another object has what must be unique */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Duplicate"];
                };
            };
            /** @description It is no longer as If-Match says */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description What is asked cannot be understood, or cannot work: each problem with its place */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InvalidInput"];
                };
            };
            /** @description The token has sent too many requests: send it again after the seconds of Retry-After */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description The database is away or busy: send it again after the seconds of Retry-After */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
        };
    };
    listNormalizationProfiles: {
        parameters: {
            query?: {
                /** @description Rows to leave out */
                offset?: number;
                /** @description Rows to answer at most */
                limit?: number;
                /** @description What to sort by, with a minus downwards; what is null comes last */
                sort?: "id" | "tenant_uuid" | "name" | "country_code" | "area_code" | "intl_prefix" | "ld_prefix" | "always_ld" | "always_intl_prefix_plus" | "created_at" | "changed_at" | "-id" | "-tenant_uuid" | "-name" | "-country_code" | "-area_code" | "-intl_prefix" | "-ld_prefix" | "-always_ld" | "-always_intl_prefix_plus" | "-created_at" | "-changed_at";
                /** @description Where to go on: the `next` of the answer before; empty, at the beginning */
                cursor?: string;
                /** @description Whether to count all that the filters leave */
                total?: boolean;
                /** @description Whether to show created_at and changed_at */
                times?: boolean;
                /** @description Only those with this tenant_uuid */
                tenant_uuid?: string;
                /** @description Only those with this name */
                name?: string;
                /** @description Only those with this country_code */
                country_code?: string;
                /** @description Only those with this area_code */
                area_code?: string;
                /** @description Only those with this intl_prefix */
                intl_prefix?: string;
                /** @description Only those with this ld_prefix */
                ld_prefix?: string;
                /** @description Only those with this always_ld */
                always_ld?: boolean;
                /** @description Only those with this always_intl_prefix_plus */
                always_intl_prefix_plus?: boolean;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of the list */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["NormalizationProfile"][];
                        /** @description How many there are, limit and cursor aside */
                        total?: number;
                        /** @description With a cursor: the one of what comes next, null where nothing does */
                        next?: string | null;
                    };
                };
            };
            /** @description There is no token, or it is none */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description The token is not for this, or the object cannot be moved to another tenant */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description What is asked cannot be understood, or cannot work: each problem with its place */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InvalidInput"];
                };
            };
            /** @description The token has sent too many requests: send it again after the seconds of Retry-After */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description The database is away or busy: send it again after the seconds of Retry-After */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
        };
    };
    createNormalizationProfile: {
        parameters: {
            query?: {
                /** @description Whether to show created_at and changed_at */
                times?: boolean;
            };
            header?: {
                /** @description Of the client's making: for 24 hours, a POST to this path with the same key is answered with what the first one was, and done once */
                "idempotency-key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "tenant_uuid": "7d0c2f0e-6a4b-4c1d-9b7e-1f2a3b4c5d6e",
                 *       "name": "British",
                 *       "country_code": "44",
                 *       "always_intl_prefix_plus": true
                 *     }
                 */
                "application/json": {
                    /**
                     * Format: uuid
                     * @description The tenant that owns it, a UUID of version 4
                     */
                    tenant_uuid?: string | null;
                    /** @description Unique within its tenant */
                    name: string;
                    /** @description Noted, without effect on routing */
                    country_code?: string | null;
                    /** @description Noted, without effect on routing */
                    area_code?: string | null;
                    /** @description Noted, without effect on routing */
                    intl_prefix?: string | null;
                    /** @description Noted, without effect on routing */
                    ld_prefix?: string | null;
                    /**
                     * @description Noted, without effect on routing
                     * @default false
                     */
                    always_ld?: boolean;
                    /**
                     * @description Whether numbers to it begin with a plus
                     * @default false
                     */
                    always_intl_prefix_plus?: boolean;
                };
            };
        };
        responses: {
            /** @description The Normalization profile */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NormalizationProfile"];
                };
            };
            /** @description The tenant is missing */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description There is no token, or it is none */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description The token is not for this, or the object cannot be moved to another tenant */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description Another object has what must be unique */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Duplicate"];
                };
            };
            /** @description What is asked cannot be understood, or cannot work: each problem with its place */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InvalidInput"];
                };
            };
            /** @description The token has sent too many requests: send it again after the seconds of Retry-After */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description The database is away or busy: send it again after the seconds of Retry-After */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
        };
    };
    createManyNormalizationProfiles: {
        parameters: {
            query?: {
                /** @description all: all of them or none; each: those that can be, and what is wrong with the others */
                mode?: "all" | "each";
                /** @description Whether to show created_at and changed_at */
                times?: boolean;
            };
            header?: {
                /** @description Of the client's making: for 24 hours, a POST to this path with the same key is answered with what the first one was, and done once */
                "idempotency-key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "items": [
                 *         {
                 *           "tenant_uuid": "7d0c2f0e-6a4b-4c1d-9b7e-1f2a3b4c5d6e",
                 *           "name": "British",
                 *           "country_code": "44",
                 *           "always_intl_prefix_plus": true
                 *         }
                 *       ]
                 *     }
                 */
                "application/json": {
                    items: {
                        /**
                         * Format: uuid
                         * @description The tenant that owns it, a UUID of version 4
                         */
                        tenant_uuid?: string | null;
                        /** @description Unique within its tenant */
                        name: string;
                        /** @description Noted, without effect on routing */
                        country_code?: string | null;
                        /** @description Noted, without effect on routing */
                        area_code?: string | null;
                        /** @description Noted, without effect on routing */
                        intl_prefix?: string | null;
                        /** @description Noted, without effect on routing */
                        ld_prefix?: string | null;
                        /**
                         * @description Noted, without effect on routing
                         * @default false
                         */
                        always_ld?: boolean;
                        /**
                         * @description Whether numbers to it begin with a plus
                         * @default false
                         */
                        always_intl_prefix_plus?: boolean;
                    }[];
                };
            };
        };
        responses: {
            /** @description What was created, or what became of each */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description Of mode all: what was created, in the order of the request */
                        items?: components["schemas"]["NormalizationProfile"][];
                        /** @description Of mode each: what became of each, in the order of the request */
                        results?: {
                            /** @description What a POST of this one alone would have been answered with */
                            status: number;
                            item?: components["schemas"]["NormalizationProfile"];
                            /** @description What is wrong with it */
                            detail?: unknown;
                        }[];
                    };
                };
            };
            /** @description There is no token, or it is none */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description The token is not for this, or the object cannot be moved to another tenant */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description Another object has what must be unique */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Duplicate"];
                };
            };
            /** @description The body is longer than 8 MiB */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description What is asked cannot be understood, or cannot work: each problem with its place */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InvalidInput"];
                };
            };
            /** @description The token has sent too many requests: send it again after the seconds of Retry-After */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description The database is away or busy: send it again after the seconds of Retry-After */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
        };
    };
    getNormalizationProfile: {
        parameters: {
            query?: {
                /** @description Whether to show created_at and changed_at */
                times?: boolean;
            };
            header?: {
                /** @description An ETag: 304 where the object has not changed since */
                "if-none-match"?: string;
            };
            path: {
                /** @description Given by the database */
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The Normalization profile */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NormalizationProfile"];
                };
            };
            /** @description It has not changed */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description There is no token, or it is none */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description The token is not for this, or the object cannot be moved to another tenant */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description There is no such object */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description What is asked cannot be understood, or cannot work: each problem with its place */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InvalidInput"];
                };
            };
            /** @description The token has sent too many requests: send it again after the seconds of Retry-After */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description The database is away or busy: send it again after the seconds of Retry-After */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
        };
    };
    updateNormalizationProfile: {
        parameters: {
            query?: {
                /** @description Whether to show created_at and changed_at */
                times?: boolean;
            };
            header?: {
                /** @description An ETag: 412 where the object has changed since */
                "if-match"?: string;
            };
            path: {
                /** @description Given by the database */
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "tenant_uuid": "7d0c2f0e-6a4b-4c1d-9b7e-1f2a3b4c5d6e",
                 *       "name": "British",
                 *       "country_code": "44",
                 *       "always_intl_prefix_plus": true
                 *     }
                 */
                "application/json": {
                    /**
                     * Format: uuid
                     * @description The tenant that owns it, a UUID of version 4
                     */
                    tenant_uuid?: string | null;
                    /** @description Unique within its tenant */
                    name: string;
                    /** @description Noted, without effect on routing */
                    country_code?: string | null;
                    /** @description Noted, without effect on routing */
                    area_code?: string | null;
                    /** @description Noted, without effect on routing */
                    intl_prefix?: string | null;
                    /** @description Noted, without effect on routing */
                    ld_prefix?: string | null;
                    /**
                     * @description Noted, without effect on routing
                     * @default false
                     */
                    always_ld?: boolean;
                    /**
                     * @description Whether numbers to it begin with a plus
                     * @default false
                     */
                    always_intl_prefix_plus?: boolean;
                };
            };
        };
        responses: {
            /** @description The Normalization profile */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NormalizationProfile"];
                };
            };
            /** @description There is no token, or it is none */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description The token is not for this, or the object cannot be moved to another tenant */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description There is no such object */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description Another object has what must be unique */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Duplicate"];
                };
            };
            /** @description It is no longer as If-Match says */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description What is asked cannot be understood, or cannot work: each problem with its place */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InvalidInput"];
                };
            };
            /** @description The token has sent too many requests: send it again after the seconds of Retry-After */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description The database is away or busy: send it again after the seconds of Retry-After */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
        };
    };
    deleteNormalizationProfile: {
        parameters: {
            query?: {
                /** @description Whether to show created_at and changed_at */
                times?: boolean;
            };
            header?: {
                /** @description An ETag: 412 where the object has changed since */
                "if-match"?: string;
            };
            path: {
                /** @description Given by the database */
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The Normalization profile */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NormalizationProfile"];
                };
            };
            /** @description There is no token, or it is none */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description The token is not for this, or the object cannot be moved to another tenant */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description There is no such object */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description It is no longer as If-Match says */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description What is asked cannot be understood, or cannot work: each problem with its place */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InvalidInput"];
                };
            };
            /** @description The token has sent too many requests: send it again after the seconds of Retry-After */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description The database is away or busy: send it again after the seconds of Retry-After */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
        };
    };
    patchNormalizationProfile: {
        parameters: {
            query?: {
                /** @description Whether to show created_at and changed_at */
                times?: boolean;
            };
            header?: {
                /** @description An ETag: 412 where the object has changed since */
                "if-match"?: string;
            };
            path: {
                /** @description Given by the database */
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "always_intl_prefix_plus": true
                 *     }
                 */
                "application/json": {
                    /**
                     * Format: uuid
                     * @description The tenant that owns it, a UUID of version 4
                     */
                    tenant_uuid?: string;
                    /** @description Unique within its tenant */
                    name?: string;
                    /** @description Noted, without effect on routing */
                    country_code?: string | null;
                    /** @description Noted, without effect on routing */
                    area_code?: string | null;
                    /** @description Noted, without effect on routing */
                    intl_prefix?: string | null;
                    /** @description Noted, without effect on routing */
                    ld_prefix?: string | null;
                    /** @description Noted, without effect on routing */
                    always_ld?: boolean;
                    /** @description Whether numbers to it begin with a plus */
                    always_intl_prefix_plus?: boolean;
                };
            };
        };
        responses: {
            /** @description The Normalization profile */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NormalizationProfile"];
                };
            };
            /** @description There is no token, or it is none */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description The token is not for this, or the object cannot be moved to another tenant */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description There is no such object */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description Another object has what must be unique */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Duplicate"];
                };
            };
            /** @description It is no longer as If-Match says */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description What is asked cannot be understood, or cannot work: each problem with its place */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InvalidInput"];
                };
            };
            /** @description The token has sent too many requests: send it again after the seconds of Retry-After */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description The database is away or busy: send it again after the seconds of Retry-After */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
        };
    };
    listNormalizationRules: {
        parameters: {
            query?: {
                /** @description Rows to leave out */
                offset?: number;
                /** @description Rows to answer at most */
                limit?: number;
                /** @description What to sort by, with a minus downwards; what is null comes last */
                sort?: "id" | "profile_id" | "rule_type" | "priority" | "match_regex" | "replace_regex" | "created_at" | "changed_at" | "-id" | "-profile_id" | "-rule_type" | "-priority" | "-match_regex" | "-replace_regex" | "-created_at" | "-changed_at";
                /** @description Where to go on: the `next` of the answer before; empty, at the beginning */
                cursor?: string;
                /** @description Whether to count all that the filters leave */
                total?: boolean;
                /** @description Whether to show created_at and changed_at */
                times?: boolean;
                /** @description Only those with this profile_id */
                profile_id?: number;
                /** @description Only those with this rule_type */
                rule_type?: number;
                /** @description Only those with this priority */
                priority?: number;
                /** @description Only those with this match_regex */
                match_regex?: string;
                /** @description Only those with this replace_regex */
                replace_regex?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of the list */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["NormalizationRule"][];
                        /** @description How many there are, limit and cursor aside */
                        total?: number;
                        /** @description With a cursor: the one of what comes next, null where nothing does */
                        next?: string | null;
                    };
                };
            };
            /** @description There is no token, or it is none */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description The token is not for this, or the object cannot be moved to another tenant */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description What is asked cannot be understood, or cannot work: each problem with its place */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InvalidInput"];
                };
            };
            /** @description The token has sent too many requests: send it again after the seconds of Retry-After */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description The database is away or busy: send it again after the seconds of Retry-After */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
        };
    };
    createNormalizationRule: {
        parameters: {
            query?: {
                /** @description Whether to show created_at and changed_at */
                times?: boolean;
            };
            header?: {
                /** @description Of the client's making: for 24 hours, a POST to this path with the same key is answered with what the first one was, and done once */
                "idempotency-key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "profile_id": 1,
                 *       "rule_type": 1,
                 *       "priority": 0,
                 *       "match_regex": "^0",
                 *       "replace_regex": "44"
                 *     }
                 */
                "application/json": {
                    /** @description The profile whose numbers it rewrites */
                    profile_id: number;
                    /**
                     * @description 1: from the source's form to E.164; 2: from E.164 to the target's form
                     * @default 1
                     */
                    rule_type?: number;
                    /**
                     * @description Lower ones are applied first
                     * @default 0
                     */
                    priority?: number;
                    /** @description What to replace, unique within its profile */
                    match_regex: string;
                    /** @description What to put there, with \1 or \g<name> for groups */
                    replace_regex: string;
                };
            };
        };
        responses: {
            /** @description The Normalization rule */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NormalizationRule"];
                };
            };
            /** @description The tenant is missing */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description There is no token, or it is none */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description The token is not for this, or the object cannot be moved to another tenant */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description Another object has what must be unique */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Duplicate"];
                };
            };
            /** @description What is asked cannot be understood, or cannot work: each problem with its place */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InvalidInput"];
                };
            };
            /** @description The token has sent too many requests: send it again after the seconds of Retry-After */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description The database is away or busy: send it again after the seconds of Retry-After */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
        };
    };
    createManyNormalizationRules: {
        parameters: {
            query?: {
                /** @description all: all of them or none; each: those that can be, and what is wrong with the others */
                mode?: "all" | "each";
                /** @description Whether to show created_at and changed_at */
                times?: boolean;
            };
            header?: {
                /** @description Of the client's making: for 24 hours, a POST to this path with the same key is answered with what the first one was, and done once */
                "idempotency-key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "items": [
                 *         {
                 *           "profile_id": 1,
                 *           "rule_type": 1,
                 *           "priority": 0,
                 *           "match_regex": "^0",
                 *           "replace_regex": "44"
                 *         }
                 *       ]
                 *     }
                 */
                "application/json": {
                    items: {
                        /** @description The profile whose numbers it rewrites */
                        profile_id: number;
                        /**
                         * @description 1: from the source's form to E.164; 2: from E.164 to the target's form
                         * @default 1
                         */
                        rule_type?: number;
                        /**
                         * @description Lower ones are applied first
                         * @default 0
                         */
                        priority?: number;
                        /** @description What to replace, unique within its profile */
                        match_regex: string;
                        /** @description What to put there, with \1 or \g<name> for groups */
                        replace_regex: string;
                    }[];
                };
            };
        };
        responses: {
            /** @description What was created, or what became of each */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description Of mode all: what was created, in the order of the request */
                        items?: components["schemas"]["NormalizationRule"][];
                        /** @description Of mode each: what became of each, in the order of the request */
                        results?: {
                            /** @description What a POST of this one alone would have been answered with */
                            status: number;
                            item?: components["schemas"]["NormalizationRule"];
                            /** @description What is wrong with it */
                            detail?: unknown;
                        }[];
                    };
                };
            };
            /** @description There is no token, or it is none */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description The token is not for this, or the object cannot be moved to another tenant */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description Another object has what must be unique */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Duplicate"];
                };
            };
            /** @description The body is longer than 8 MiB */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description What is asked cannot be understood, or cannot work: each problem with its place */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InvalidInput"];
                };
            };
            /** @description The token has sent too many requests: send it again after the seconds of Retry-After */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description The database is away or busy: send it again after the seconds of Retry-After */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
        };
    };
    getNormalizationRule: {
        parameters: {
            query?: {
                /** @description Whether to show created_at and changed_at */
                times?: boolean;
            };
            header?: {
                /** @description An ETag: 304 where the object has not changed since */
                "if-none-match"?: string;
            };
            path: {
                /** @description Given by the database */
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The Normalization rule */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NormalizationRule"];
                };
            };
            /** @description It has not changed */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description There is no token, or it is none */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description The token is not for this, or the object cannot be moved to another tenant */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description There is no such object */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description What is asked cannot be understood, or cannot work: each problem with its place */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InvalidInput"];
                };
            };
            /** @description The token has sent too many requests: send it again after the seconds of Retry-After */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description The database is away or busy: send it again after the seconds of Retry-After */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
        };
    };
    updateNormalizationRule: {
        parameters: {
            query?: {
                /** @description Whether to show created_at and changed_at */
                times?: boolean;
            };
            header?: {
                /** @description An ETag: 412 where the object has changed since */
                "if-match"?: string;
            };
            path: {
                /** @description Given by the database */
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "profile_id": 1,
                 *       "rule_type": 1,
                 *       "priority": 0,
                 *       "match_regex": "^0",
                 *       "replace_regex": "44"
                 *     }
                 */
                "application/json": {
                    /** @description The profile whose numbers it rewrites */
                    profile_id: number;
                    /**
                     * @description 1: from the source's form to E.164; 2: from E.164 to the target's form
                     * @default 1
                     */
                    rule_type?: number;
                    /**
                     * @description Lower ones are applied first
                     * @default 0
                     */
                    priority?: number;
                    /** @description What to replace, unique within its profile */
                    match_regex: string;
                    /** @description What to put there, with \1 or \g<name> for groups */
                    replace_regex: string;
                };
            };
        };
        responses: {
            /** @description The Normalization rule */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NormalizationRule"];
                };
            };
            /** @description There is no token, or it is none */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description The token is not for this, or the object cannot be moved to another tenant */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description There is no such object */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description Another object has what must be unique */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Duplicate"];
                };
            };
            /** @description It is no longer as If-Match says */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description What is asked cannot be understood, or cannot work: each problem with its place */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InvalidInput"];
                };
            };
            /** @description The token has sent too many requests: send it again after the seconds of Retry-After */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description The database is away or busy: send it again after the seconds of Retry-After */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
        };
    };
    deleteNormalizationRule: {
        parameters: {
            query?: {
                /** @description Whether to show created_at and changed_at */
                times?: boolean;
            };
            header?: {
                /** @description An ETag: 412 where the object has changed since */
                "if-match"?: string;
            };
            path: {
                /** @description Given by the database */
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The Normalization rule */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NormalizationRule"];
                };
            };
            /** @description There is no token, or it is none */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description The token is not for this, or the object cannot be moved to another tenant */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description There is no such object */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description It is no longer as If-Match says */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description What is asked cannot be understood, or cannot work: each problem with its place */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InvalidInput"];
                };
            };
            /** @description The token has sent too many requests: send it again after the seconds of Retry-After */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description The database is away or busy: send it again after the seconds of Retry-After */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
        };
    };
    patchNormalizationRule: {
        parameters: {
            query?: {
                /** @description Whether to show created_at and changed_at */
                times?: boolean;
            };
            header?: {
                /** @description An ETag: 412 where the object has changed since */
                "if-match"?: string;
            };
            path: {
                /** @description Given by the database */
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "replace_regex": "44"
                 *     }
                 */
                "application/json": {
                    /** @description The profile whose numbers it rewrites */
                    profile_id?: number;
                    /** @description 1: from the source's form to E.164; 2: from E.164 to the target's form */
                    rule_type?: number;
                    /** @description Lower ones are applied first */
                    priority?: number;
                    /** @description What to replace, unique within its profile */
                    match_regex?: string;
                    /** @description What to put there, with \1 or \g<name> for groups */
                    replace_regex?: string;
                };
            };
        };
        responses: {
            /** @description The Normalization rule */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NormalizationRule"];
                };
            };
            /** @description There is no token, or it is none */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description The token is not for this, or the object cannot be moved to another tenant */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description There is no such object */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description Another object has what must be unique */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Duplicate"];
                };
            };
            /** @description It is no longer as If-Match says */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description What is asked cannot be understood, or cannot work: each problem with its place */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InvalidInput"];
                };
            };
            /** @description The token has sent too many requests: send it again after the seconds of Retry-After */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description The database is away or busy: send it again after the seconds of Retry-After */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
        };
    };
    listRoutingRules: {
        parameters: {
            query?: {
                /** @description Rows to leave out */
                offset?: number;
                /** @description Rows to answer at most */
                limit?: number;
                /** @description What to sort by, with a minus downwards; what is null comes last */
                sort?: "id" | "carrier_trunk_id" | "ipbx_id" | "prefix" | "did_regex" | "route_type" | "created_at" | "changed_at" | "-id" | "-carrier_trunk_id" | "-ipbx_id" | "-prefix" | "-did_regex" | "-route_type" | "-created_at" | "-changed_at";
                /** @description Where to go on: the `next` of the answer before; empty, at the beginning */
                cursor?: string;
                /** @description Whether to count all that the filters leave */
                total?: boolean;
                /** @description Whether to show created_at and changed_at */
                times?: boolean;
                /** @description Only those with this carrier_trunk_id */
                carrier_trunk_id?: number;
                /** @description Only those with this ipbx_id */
                ipbx_id?: number;
                /** @description Only those with this prefix */
                prefix?: string;
                /** @description Only those with this did_regex */
                did_regex?: string;
                /** @description Only those with this route_type */
                route_type?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of the list */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["RoutingRule"][];
                        /** @description How many there are, limit and cursor aside */
                        total?: number;
                        /** @description With a cursor: the one of what comes next, null where nothing does */
                        next?: string | null;
                    };
                };
            };
            /** @description There is no token, or it is none */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description The token is not for this, or the object cannot be moved to another tenant */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description What is asked cannot be understood, or cannot work: each problem with its place */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InvalidInput"];
                };
            };
            /** @description The token has sent too many requests: send it again after the seconds of Retry-After */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description The database is away or busy: send it again after the seconds of Retry-After */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
        };
    };
    createRoutingRule: {
        parameters: {
            query?: {
                /** @description Whether to show created_at and changed_at */
                times?: boolean;
            };
            header?: {
                /** @description Of the client's making: for 24 hours, a POST to this path with the same key is answered with what the first one was, and done once */
                "idempotency-key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "ipbx_id": 1,
                 *       "carrier_trunk_id": 1,
                 *       "prefix": "442",
                 *       "route_type": "pstn"
                 *     }
                 */
                "application/json": {
                    /** @description The trunk that carries the calls, of the IPBX's tenant */
                    carrier_trunk_id: number;
                    /** @description The IPBX whose calls it is about; with a rule, it uses no trunk that no rule names */
                    ipbx_id: number;
                    /** @description Numbers that begin so, as E.164; the longest one wins */
                    prefix?: string | null;
                    /** @description Or numbers that match this from their start; without both, all numbers */
                    did_regex?: string | null;
                    /** @description Free text, such as pstn */
                    route_type: string;
                };
            };
        };
        responses: {
            /** @description The RoutingRule */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RoutingRule"];
                };
            };
            /** @description The tenant is missing */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description There is no token, or it is none */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description The token is not for this, or the object cannot be moved to another tenant */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description Another object has what must be unique */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Duplicate"];
                };
            };
            /** @description What is asked cannot be understood, or cannot work: each problem with its place */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InvalidInput"];
                };
            };
            /** @description The token has sent too many requests: send it again after the seconds of Retry-After */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description The database is away or busy: send it again after the seconds of Retry-After */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
        };
    };
    createManyRoutingRules: {
        parameters: {
            query?: {
                /** @description all: all of them or none; each: those that can be, and what is wrong with the others */
                mode?: "all" | "each";
                /** @description Whether to show created_at and changed_at */
                times?: boolean;
            };
            header?: {
                /** @description Of the client's making: for 24 hours, a POST to this path with the same key is answered with what the first one was, and done once */
                "idempotency-key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "items": [
                 *         {
                 *           "ipbx_id": 1,
                 *           "carrier_trunk_id": 1,
                 *           "prefix": "442",
                 *           "route_type": "pstn"
                 *         }
                 *       ]
                 *     }
                 */
                "application/json": {
                    items: {
                        /** @description The trunk that carries the calls, of the IPBX's tenant */
                        carrier_trunk_id: number;
                        /** @description The IPBX whose calls it is about; with a rule, it uses no trunk that no rule names */
                        ipbx_id: number;
                        /** @description Numbers that begin so, as E.164; the longest one wins */
                        prefix?: string | null;
                        /** @description Or numbers that match this from their start; without both, all numbers */
                        did_regex?: string | null;
                        /** @description Free text, such as pstn */
                        route_type: string;
                    }[];
                };
            };
        };
        responses: {
            /** @description What was created, or what became of each */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description Of mode all: what was created, in the order of the request */
                        items?: components["schemas"]["RoutingRule"][];
                        /** @description Of mode each: what became of each, in the order of the request */
                        results?: {
                            /** @description What a POST of this one alone would have been answered with */
                            status: number;
                            item?: components["schemas"]["RoutingRule"];
                            /** @description What is wrong with it */
                            detail?: unknown;
                        }[];
                    };
                };
            };
            /** @description There is no token, or it is none */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description The token is not for this, or the object cannot be moved to another tenant */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description Another object has what must be unique */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Duplicate"];
                };
            };
            /** @description The body is longer than 8 MiB */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description What is asked cannot be understood, or cannot work: each problem with its place */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InvalidInput"];
                };
            };
            /** @description The token has sent too many requests: send it again after the seconds of Retry-After */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description The database is away or busy: send it again after the seconds of Retry-After */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
        };
    };
    getRoutingRule: {
        parameters: {
            query?: {
                /** @description Whether to show created_at and changed_at */
                times?: boolean;
            };
            header?: {
                /** @description An ETag: 304 where the object has not changed since */
                "if-none-match"?: string;
            };
            path: {
                /** @description Given by the database */
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The RoutingRule */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RoutingRule"];
                };
            };
            /** @description It has not changed */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description There is no token, or it is none */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description The token is not for this, or the object cannot be moved to another tenant */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description There is no such object */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description What is asked cannot be understood, or cannot work: each problem with its place */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InvalidInput"];
                };
            };
            /** @description The token has sent too many requests: send it again after the seconds of Retry-After */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description The database is away or busy: send it again after the seconds of Retry-After */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
        };
    };
    updateRoutingRule: {
        parameters: {
            query?: {
                /** @description Whether to show created_at and changed_at */
                times?: boolean;
            };
            header?: {
                /** @description An ETag: 412 where the object has changed since */
                "if-match"?: string;
            };
            path: {
                /** @description Given by the database */
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "ipbx_id": 1,
                 *       "carrier_trunk_id": 1,
                 *       "prefix": "442",
                 *       "route_type": "pstn"
                 *     }
                 */
                "application/json": {
                    /** @description The trunk that carries the calls, of the IPBX's tenant */
                    carrier_trunk_id: number;
                    /** @description The IPBX whose calls it is about; with a rule, it uses no trunk that no rule names */
                    ipbx_id: number;
                    /** @description Numbers that begin so, as E.164; the longest one wins */
                    prefix?: string | null;
                    /** @description Or numbers that match this from their start; without both, all numbers */
                    did_regex?: string | null;
                    /** @description Free text, such as pstn */
                    route_type: string;
                };
            };
        };
        responses: {
            /** @description The RoutingRule */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RoutingRule"];
                };
            };
            /** @description There is no token, or it is none */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description The token is not for this, or the object cannot be moved to another tenant */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description There is no such object */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description Another object has what must be unique */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Duplicate"];
                };
            };
            /** @description It is no longer as If-Match says */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description What is asked cannot be understood, or cannot work: each problem with its place */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InvalidInput"];
                };
            };
            /** @description The token has sent too many requests: send it again after the seconds of Retry-After */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description The database is away or busy: send it again after the seconds of Retry-After */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
        };
    };
    deleteRoutingRule: {
        parameters: {
            query?: {
                /** @description Whether to show created_at and changed_at */
                times?: boolean;
            };
            header?: {
                /** @description An ETag: 412 where the object has changed since */
                "if-match"?: string;
            };
            path: {
                /** @description Given by the database */
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The RoutingRule */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RoutingRule"];
                };
            };
            /** @description There is no token, or it is none */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description The token is not for this, or the object cannot be moved to another tenant */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description There is no such object */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description It is no longer as If-Match says */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description What is asked cannot be understood, or cannot work: each problem with its place */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InvalidInput"];
                };
            };
            /** @description The token has sent too many requests: send it again after the seconds of Retry-After */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description The database is away or busy: send it again after the seconds of Retry-After */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
        };
    };
    patchRoutingRule: {
        parameters: {
            query?: {
                /** @description Whether to show created_at and changed_at */
                times?: boolean;
            };
            header?: {
                /** @description An ETag: 412 where the object has changed since */
                "if-match"?: string;
            };
            path: {
                /** @description Given by the database */
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "route_type": "pstn"
                 *     }
                 */
                "application/json": {
                    /** @description The trunk that carries the calls, of the IPBX's tenant */
                    carrier_trunk_id?: number;
                    /** @description The IPBX whose calls it is about; with a rule, it uses no trunk that no rule names */
                    ipbx_id?: number;
                    /** @description Numbers that begin so, as E.164; the longest one wins */
                    prefix?: string | null;
                    /** @description Or numbers that match this from their start; without both, all numbers */
                    did_regex?: string | null;
                    /** @description Free text, such as pstn */
                    route_type?: string;
                };
            };
        };
        responses: {
            /** @description The RoutingRule */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RoutingRule"];
                };
            };
            /** @description There is no token, or it is none */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description The token is not for this, or the object cannot be moved to another tenant */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description There is no such object */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description Another object has what must be unique */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Duplicate"];
                };
            };
            /** @description It is no longer as If-Match says */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description What is asked cannot be understood, or cannot work: each problem with its place */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InvalidInput"];
                };
            };
            /** @description The token has sent too many requests: send it again after the seconds of Retry-After */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description The database is away or busy: send it again after the seconds of Retry-After */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
        };
    };
    listRoutingGroups: {
        parameters: {
            query?: {
                /** @description Rows to leave out */
                offset?: number;
                /** @description Rows to answer at most */
                limit?: number;
                /** @description What to sort by, with a minus downwards; what is null comes last */
                sort?: "id" | "tenant_uuid" | "routing_rule_id" | "created_at" | "changed_at" | "-id" | "-tenant_uuid" | "-routing_rule_id" | "-created_at" | "-changed_at";
                /** @description Where to go on: the `next` of the answer before; empty, at the beginning */
                cursor?: string;
                /** @description Whether to count all that the filters leave */
                total?: boolean;
                /** @description Whether to show created_at and changed_at */
                times?: boolean;
                /** @description Only those with this tenant_uuid */
                tenant_uuid?: string;
                /** @description Only those with this routing_rule_id */
                routing_rule_id?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of the list */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["RoutingGroup"][];
                        /** @description How many there are, limit and cursor aside */
                        total?: number;
                        /** @description With a cursor: the one of what comes next, null where nothing does */
                        next?: string | null;
                    };
                };
            };
            /** @description There is no token, or it is none */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description The token is not for this, or the object cannot be moved to another tenant */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description What is asked cannot be understood, or cannot work: each problem with its place */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InvalidInput"];
                };
            };
            /** @description The token has sent too many requests: send it again after the seconds of Retry-After */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description The database is away or busy: send it again after the seconds of Retry-After */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
        };
    };
    createRoutingGroup: {
        parameters: {
            query?: {
                /** @description Whether to show created_at and changed_at */
                times?: boolean;
            };
            header?: {
                /** @description Of the client's making: for 24 hours, a POST to this path with the same key is answered with what the first one was, and done once */
                "idempotency-key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "tenant_uuid": "7d0c2f0e-6a4b-4c1d-9b7e-1f2a3b4c5d6e",
                 *       "routing_rule_id": 1
                 *     }
                 */
                "application/json": {
                    /**
                     * Format: uuid
                     * @description The tenant that owns it, a UUID of version 4
                     */
                    tenant_uuid?: string | null;
                    /** @description The rule that it puts in order: among equal rules, that of the oldest group comes first */
                    routing_rule_id?: number | null;
                };
            };
        };
        responses: {
            /** @description The RoutingGroup */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RoutingGroup"];
                };
            };
            /** @description The tenant is missing */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description There is no token, or it is none */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description The token is not for this, or the object cannot be moved to another tenant */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description Another object has what must be unique */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Duplicate"];
                };
            };
            /** @description What is asked cannot be understood, or cannot work: each problem with its place */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InvalidInput"];
                };
            };
            /** @description The token has sent too many requests: send it again after the seconds of Retry-After */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description The database is away or busy: send it again after the seconds of Retry-After */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
        };
    };
    createManyRoutingGroups: {
        parameters: {
            query?: {
                /** @description all: all of them or none; each: those that can be, and what is wrong with the others */
                mode?: "all" | "each";
                /** @description Whether to show created_at and changed_at */
                times?: boolean;
            };
            header?: {
                /** @description Of the client's making: for 24 hours, a POST to this path with the same key is answered with what the first one was, and done once */
                "idempotency-key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "items": [
                 *         {
                 *           "tenant_uuid": "7d0c2f0e-6a4b-4c1d-9b7e-1f2a3b4c5d6e",
                 *           "routing_rule_id": 1
                 *         }
                 *       ]
                 *     }
                 */
                "application/json": {
                    items: {
                        /**
                         * Format: uuid
                         * @description The tenant that owns it, a UUID of version 4
                         */
                        tenant_uuid?: string | null;
                        /** @description The rule that it puts in order: among equal rules, that of the oldest group comes first */
                        routing_rule_id?: number | null;
                    }[];
                };
            };
        };
        responses: {
            /** @description What was created, or what became of each */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description Of mode all: what was created, in the order of the request */
                        items?: components["schemas"]["RoutingGroup"][];
                        /** @description Of mode each: what became of each, in the order of the request */
                        results?: {
                            /** @description What a POST of this one alone would have been answered with */
                            status: number;
                            item?: components["schemas"]["RoutingGroup"];
                            /** @description What is wrong with it */
                            detail?: unknown;
                        }[];
                    };
                };
            };
            /** @description There is no token, or it is none */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description The token is not for this, or the object cannot be moved to another tenant */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description Another object has what must be unique */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Duplicate"];
                };
            };
            /** @description The body is longer than 8 MiB */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description What is asked cannot be understood, or cannot work: each problem with its place */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InvalidInput"];
                };
            };
            /** @description The token has sent too many requests: send it again after the seconds of Retry-After */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description The database is away or busy: send it again after the seconds of Retry-After */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
        };
    };
    getRoutingGroup: {
        parameters: {
            query?: {
                /** @description Whether to show created_at and changed_at */
                times?: boolean;
            };
            header?: {
                /** @description An ETag: 304 where the object has not changed since */
                "if-none-match"?: string;
            };
            path: {
                /** @description Given by the database */
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The RoutingGroup */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RoutingGroup"];
                };
            };
            /** @description It has not changed */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description There is no token, or it is none */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description The token is not for this, or the object cannot be moved to another tenant */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description There is no such object */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description What is asked cannot be understood, or cannot work: each problem with its place */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InvalidInput"];
                };
            };
            /** @description The token has sent too many requests: send it again after the seconds of Retry-After */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description The database is away or busy: send it again after the seconds of Retry-After */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
        };
    };
    updateRoutingGroup: {
        parameters: {
            query?: {
                /** @description Whether to show created_at and changed_at */
                times?: boolean;
            };
            header?: {
                /** @description An ETag: 412 where the object has changed since */
                "if-match"?: string;
            };
            path: {
                /** @description Given by the database */
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "tenant_uuid": "7d0c2f0e-6a4b-4c1d-9b7e-1f2a3b4c5d6e",
                 *       "routing_rule_id": 1
                 *     }
                 */
                "application/json": {
                    /**
                     * Format: uuid
                     * @description The tenant that owns it, a UUID of version 4
                     */
                    tenant_uuid?: string | null;
                    /** @description The rule that it puts in order: among equal rules, that of the oldest group comes first */
                    routing_rule_id?: number | null;
                };
            };
        };
        responses: {
            /** @description The RoutingGroup */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RoutingGroup"];
                };
            };
            /** @description There is no token, or it is none */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description The token is not for this, or the object cannot be moved to another tenant */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description There is no such object */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description Another object has what must be unique */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Duplicate"];
                };
            };
            /** @description It is no longer as If-Match says */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description What is asked cannot be understood, or cannot work: each problem with its place */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InvalidInput"];
                };
            };
            /** @description The token has sent too many requests: send it again after the seconds of Retry-After */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description The database is away or busy: send it again after the seconds of Retry-After */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
        };
    };
    deleteRoutingGroup: {
        parameters: {
            query?: {
                /** @description Whether to show created_at and changed_at */
                times?: boolean;
            };
            header?: {
                /** @description An ETag: 412 where the object has changed since */
                "if-match"?: string;
            };
            path: {
                /** @description Given by the database */
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The RoutingGroup */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RoutingGroup"];
                };
            };
            /** @description There is no token, or it is none */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description The token is not for this, or the object cannot be moved to another tenant */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description There is no such object */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description It is no longer as If-Match says */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description What is asked cannot be understood, or cannot work: each problem with its place */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InvalidInput"];
                };
            };
            /** @description The token has sent too many requests: send it again after the seconds of Retry-After */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description The database is away or busy: send it again after the seconds of Retry-After */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
        };
    };
    patchRoutingGroup: {
        parameters: {
            query?: {
                /** @description Whether to show created_at and changed_at */
                times?: boolean;
            };
            header?: {
                /** @description An ETag: 412 where the object has changed since */
                "if-match"?: string;
            };
            path: {
                /** @description Given by the database */
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "routing_rule_id": 1
                 *     }
                 */
                "application/json": {
                    /**
                     * Format: uuid
                     * @description The tenant that owns it, a UUID of version 4
                     */
                    tenant_uuid?: string;
                    /** @description The rule that it puts in order: among equal rules, that of the oldest group comes first */
                    routing_rule_id?: number | null;
                };
            };
        };
        responses: {
            /** @description The RoutingGroup */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RoutingGroup"];
                };
            };
            /** @description There is no token, or it is none */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description The token is not for this, or the object cannot be moved to another tenant */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description There is no such object */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description Another object has what must be unique */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Duplicate"];
                };
            };
            /** @description It is no longer as If-Match says */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description What is asked cannot be understood, or cannot work: each problem with its place */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InvalidInput"];
                };
            };
            /** @description The token has sent too many requests: send it again after the seconds of Retry-After */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description The database is away or busy: send it again after the seconds of Retry-After */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
        };
    };
    listCDRs: {
        parameters: {
            query?: {
                /** @description Rows to leave out */
                offset?: number;
                /** @description Rows to answer at most */
                limit?: number;
                /** @description What to sort by, with a minus downwards; what is null comes last */
                sort?: "id" | "tenant_uuid" | "source_ip" | "source_port" | "from_uri" | "to_uri" | "call_id" | "call_start" | "duration" | "ipbx_id" | "carrier_trunk_id" | "router" | "attempt" | "request_uri" | "sent_uri" | "sent_to" | "tenant_name" | "ipbx_name" | "carrier_trunk_name" | "egress_tenant_uuid" | "egress_tenant_name" | "egress_ipbx_id" | "egress_ipbx_name" | "egress_carrier_trunk_id" | "egress_carrier_trunk_name" | "sip_code" | "sip_reason" | "cause" | "released_by" | "set_up_ms" | "ringing_ms" | "answer_ms" | "end_ms" | "post_dial_delay_ms" | "sbc" | "media_relay" | "caller_packets" | "caller_octets" | "caller_lost" | "caller_jitter" | "caller_mos" | "caller_codec" | "callee_packets" | "callee_octets" | "callee_lost" | "callee_jitter" | "callee_mos" | "callee_codec" | "created_at" | "changed_at" | "-id" | "-tenant_uuid" | "-source_ip" | "-source_port" | "-from_uri" | "-to_uri" | "-call_id" | "-call_start" | "-duration" | "-ipbx_id" | "-carrier_trunk_id" | "-router" | "-attempt" | "-request_uri" | "-sent_uri" | "-sent_to" | "-tenant_name" | "-ipbx_name" | "-carrier_trunk_name" | "-egress_tenant_uuid" | "-egress_tenant_name" | "-egress_ipbx_id" | "-egress_ipbx_name" | "-egress_carrier_trunk_id" | "-egress_carrier_trunk_name" | "-sip_code" | "-sip_reason" | "-cause" | "-released_by" | "-set_up_ms" | "-ringing_ms" | "-answer_ms" | "-end_ms" | "-post_dial_delay_ms" | "-sbc" | "-media_relay" | "-caller_packets" | "-caller_octets" | "-caller_lost" | "-caller_jitter" | "-caller_mos" | "-caller_codec" | "-callee_packets" | "-callee_octets" | "-callee_lost" | "-callee_jitter" | "-callee_mos" | "-callee_codec" | "-created_at" | "-changed_at";
                /** @description Where to go on: the `next` of the answer before; empty, at the beginning */
                cursor?: string;
                /** @description Whether to count all that the filters leave */
                total?: boolean;
                /** @description Whether to show created_at and changed_at */
                times?: boolean;
                /** @description Calls of this SIP Call-ID */
                call_id?: string;
                /** @description Calls that were answered at this moment or later; ISO 8601 or Unix seconds */
                since?: string;
                /** @description Calls that were answered before this moment */
                until?: string;
                /** @description Attempts of this moment or later, answered or not; ISO 8601 or Unix seconds */
                attempted_since?: string;
                /** @description Attempts before this moment */
                attempted_until?: string;
                /** @description Calls that came from this tenant, or went to it */
                tenant_uuid?: string;
                /** @description Calls that came from this IPBX, or went to it */
                ipbx_id?: number;
                /** @description Calls that came by this trunk, or left by it */
                carrier_trunk_id?: number;
                /** @description Calls from or to this number, as it was written on either side, with or without its plus */
                number?: string;
                /** @description Calls that ended like this */
                sip_code?: number;
                /** @description What comes after the record of this id: the last one of the answer before. Lists are in their order */
                after?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of the list */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["CDR"][];
                        /** @description How many there are, limit and cursor aside */
                        total?: number;
                        /** @description With a cursor: the one of what comes next, null where nothing does */
                        next?: string | null;
                    };
                };
            };
            /** @description There is no token, or it is none */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description The token is not for this, or the object cannot be moved to another tenant */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description What is asked cannot be understood, or cannot work: each problem with its place */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InvalidInput"];
                };
            };
            /** @description The token has sent too many requests: send it again after the seconds of Retry-After */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description The database is away or busy: send it again after the seconds of Retry-After */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
        };
    };
    createCDR: {
        parameters: {
            query?: {
                /** @description Whether to show created_at and changed_at */
                times?: boolean;
            };
            header?: {
                /** @description Of the client's making: for 24 hours, a POST to this path with the same key is answered with what the first one was, and done once */
                "idempotency-key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "tenant_uuid": "7d0c2f0e-6a4b-4c1d-9b7e-1f2a3b4c5d6e",
                 *       "source_ip": "203.0.113.10",
                 *       "source_port": 5060,
                 *       "from_uri": "sip:1001@pbx.example.net",
                 *       "to_uri": "sip:442031234567@sbc.example.net",
                 *       "call_id": "a84b4c76e66710@203.0.113.10",
                 *       "call_start": "2026-09-01T08:30:00Z",
                 *       "duration": 73
                 *     }
                 */
                "application/json": {
                    /**
                     * Format: uuid
                     * @description The tenant that owns it, a UUID of version 4
                     */
                    tenant_uuid?: string | null;
                    /** @description Where the call came from */
                    source_ip: string;
                    /** @description Its port */
                    source_port: number;
                    /** @description The caller */
                    from_uri: string;
                    /** @description The called */
                    to_uri: string;
                    /** @description The SIP Call-ID */
                    call_id: string;
                    /**
                     * Format: date-time
                     * @description When it was answered; ISO 8601 or Unix seconds
                     */
                    call_start?: string | null;
                    /** @description How long it lasted, in seconds */
                    duration?: number | null;
                };
            };
        };
        responses: {
            /** @description The CDR */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CDR"];
                };
            };
            /** @description The tenant is missing */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description There is no token, or it is none */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description The token is not for this, or the object cannot be moved to another tenant */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description Another object has what must be unique */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Duplicate"];
                };
            };
            /** @description What is asked cannot be understood, or cannot work: each problem with its place */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InvalidInput"];
                };
            };
            /** @description The token has sent too many requests: send it again after the seconds of Retry-After */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description The database is away or busy: send it again after the seconds of Retry-After */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
        };
    };
    createManyCDRs: {
        parameters: {
            query?: {
                /** @description all: all of them or none; each: those that can be, and what is wrong with the others */
                mode?: "all" | "each";
                /** @description Whether to show created_at and changed_at */
                times?: boolean;
            };
            header?: {
                /** @description Of the client's making: for 24 hours, a POST to this path with the same key is answered with what the first one was, and done once */
                "idempotency-key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "items": [
                 *         {
                 *           "tenant_uuid": "7d0c2f0e-6a4b-4c1d-9b7e-1f2a3b4c5d6e",
                 *           "source_ip": "203.0.113.10",
                 *           "source_port": 5060,
                 *           "from_uri": "sip:1001@pbx.example.net",
                 *           "to_uri": "sip:442031234567@sbc.example.net",
                 *           "call_id": "a84b4c76e66710@203.0.113.10",
                 *           "call_start": "2026-09-01T08:30:00Z",
                 *           "duration": 73
                 *         }
                 *       ]
                 *     }
                 */
                "application/json": {
                    items: {
                        /**
                         * Format: uuid
                         * @description The tenant that owns it, a UUID of version 4
                         */
                        tenant_uuid?: string | null;
                        /** @description Where the call came from */
                        source_ip: string;
                        /** @description Its port */
                        source_port: number;
                        /** @description The caller */
                        from_uri: string;
                        /** @description The called */
                        to_uri: string;
                        /** @description The SIP Call-ID */
                        call_id: string;
                        /**
                         * Format: date-time
                         * @description When it was answered; ISO 8601 or Unix seconds
                         */
                        call_start?: string | null;
                        /** @description How long it lasted, in seconds */
                        duration?: number | null;
                    }[];
                };
            };
        };
        responses: {
            /** @description What was created, or what became of each */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description Of mode all: what was created, in the order of the request */
                        items?: components["schemas"]["CDR"][];
                        /** @description Of mode each: what became of each, in the order of the request */
                        results?: {
                            /** @description What a POST of this one alone would have been answered with */
                            status: number;
                            item?: components["schemas"]["CDR"];
                            /** @description What is wrong with it */
                            detail?: unknown;
                        }[];
                    };
                };
            };
            /** @description There is no token, or it is none */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description The token is not for this, or the object cannot be moved to another tenant */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description Another object has what must be unique */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Duplicate"];
                };
            };
            /** @description The body is longer than 8 MiB */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description What is asked cannot be understood, or cannot work: each problem with its place */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InvalidInput"];
                };
            };
            /** @description The token has sent too many requests: send it again after the seconds of Retry-After */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description The database is away or busy: send it again after the seconds of Retry-After */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
        };
    };
    getCDR: {
        parameters: {
            query?: {
                /** @description Whether to show created_at and changed_at */
                times?: boolean;
            };
            header?: {
                /** @description An ETag: 304 where the object has not changed since */
                "if-none-match"?: string;
            };
            path: {
                /** @description Given by the database */
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The CDR */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CDR"];
                };
            };
            /** @description It has not changed */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description There is no token, or it is none */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description The token is not for this, or the object cannot be moved to another tenant */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description There is no such object */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description What is asked cannot be understood, or cannot work: each problem with its place */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InvalidInput"];
                };
            };
            /** @description The token has sent too many requests: send it again after the seconds of Retry-After */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description The database is away or busy: send it again after the seconds of Retry-After */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
        };
    };
    updateCDR: {
        parameters: {
            query?: {
                /** @description Whether to show created_at and changed_at */
                times?: boolean;
            };
            header?: {
                /** @description An ETag: 412 where the object has changed since */
                "if-match"?: string;
            };
            path: {
                /** @description Given by the database */
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "tenant_uuid": "7d0c2f0e-6a4b-4c1d-9b7e-1f2a3b4c5d6e",
                 *       "source_ip": "203.0.113.10",
                 *       "source_port": 5060,
                 *       "from_uri": "sip:1001@pbx.example.net",
                 *       "to_uri": "sip:442031234567@sbc.example.net",
                 *       "call_id": "a84b4c76e66710@203.0.113.10",
                 *       "call_start": "2026-09-01T08:30:00Z",
                 *       "duration": 73
                 *     }
                 */
                "application/json": {
                    /**
                     * Format: uuid
                     * @description The tenant that owns it, a UUID of version 4
                     */
                    tenant_uuid?: string | null;
                    /** @description Where the call came from */
                    source_ip: string;
                    /** @description Its port */
                    source_port: number;
                    /** @description The caller */
                    from_uri: string;
                    /** @description The called */
                    to_uri: string;
                    /** @description The SIP Call-ID */
                    call_id: string;
                    /**
                     * Format: date-time
                     * @description When it was answered; ISO 8601 or Unix seconds
                     */
                    call_start?: string | null;
                    /** @description How long it lasted, in seconds */
                    duration?: number | null;
                };
            };
        };
        responses: {
            /** @description The CDR */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CDR"];
                };
            };
            /** @description There is no token, or it is none */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description The token is not for this, or the object cannot be moved to another tenant */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description There is no such object */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description Another object has what must be unique */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Duplicate"];
                };
            };
            /** @description It is no longer as If-Match says */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description What is asked cannot be understood, or cannot work: each problem with its place */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InvalidInput"];
                };
            };
            /** @description The token has sent too many requests: send it again after the seconds of Retry-After */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description The database is away or busy: send it again after the seconds of Retry-After */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
        };
    };
    deleteCDR: {
        parameters: {
            query?: {
                /** @description Whether to show created_at and changed_at */
                times?: boolean;
            };
            header?: {
                /** @description An ETag: 412 where the object has changed since */
                "if-match"?: string;
            };
            path: {
                /** @description Given by the database */
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The CDR */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CDR"];
                };
            };
            /** @description There is no token, or it is none */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description The token is not for this, or the object cannot be moved to another tenant */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description There is no such object */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description It is no longer as If-Match says */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description What is asked cannot be understood, or cannot work: each problem with its place */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InvalidInput"];
                };
            };
            /** @description The token has sent too many requests: send it again after the seconds of Retry-After */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description The database is away or busy: send it again after the seconds of Retry-After */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
        };
    };
    patchCDR: {
        parameters: {
            query?: {
                /** @description Whether to show created_at and changed_at */
                times?: boolean;
            };
            header?: {
                /** @description An ETag: 412 where the object has changed since */
                "if-match"?: string;
            };
            path: {
                /** @description Given by the database */
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "duration": 73
                 *     }
                 */
                "application/json": {
                    /**
                     * Format: uuid
                     * @description The tenant that owns it, a UUID of version 4
                     */
                    tenant_uuid?: string;
                    /** @description Where the call came from */
                    source_ip?: string;
                    /** @description Its port */
                    source_port?: number;
                    /** @description The caller */
                    from_uri?: string;
                    /** @description The called */
                    to_uri?: string;
                    /** @description The SIP Call-ID */
                    call_id?: string;
                    /**
                     * Format: date-time
                     * @description When it was answered; ISO 8601 or Unix seconds
                     */
                    call_start?: string | null;
                    /** @description How long it lasted, in seconds */
                    duration?: number | null;
                };
            };
        };
        responses: {
            /** @description The CDR */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CDR"];
                };
            };
            /** @description There is no token, or it is none */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description The token is not for this, or the object cannot be moved to another tenant */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description There is no such object */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description Another object has what must be unique */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Duplicate"];
                };
            };
            /** @description It is no longer as If-Match says */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description What is asked cannot be understood, or cannot work: each problem with its place */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InvalidInput"];
                };
            };
            /** @description The token has sent too many requests: send it again after the seconds of Retry-After */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description The database is away or busy: send it again after the seconds of Retry-After */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
        };
    };
    exportCDRs: {
        parameters: {
            query?: {
                format?: "ndjson" | "csv";
                /** @description Whether to show created_at and changed_at */
                times?: boolean;
                /** @description Calls of this SIP Call-ID */
                call_id?: string;
                /** @description Calls that were answered at this moment or later; ISO 8601 or Unix seconds */
                since?: string;
                /** @description Calls that were answered before this moment */
                until?: string;
                /** @description Attempts of this moment or later, answered or not; ISO 8601 or Unix seconds */
                attempted_since?: string;
                /** @description Attempts before this moment */
                attempted_until?: string;
                /** @description Calls that came from this tenant, or went to it */
                tenant_uuid?: string;
                /** @description Calls that came from this IPBX, or went to it */
                ipbx_id?: number;
                /** @description Calls that came by this trunk, or left by it */
                carrier_trunk_id?: number;
                /** @description Calls from or to this number, as it was written on either side, with or without its plus */
                number?: string;
                /** @description Calls that ended like this */
                sip_code?: number;
                /** @description What comes after the record of this id: the last one of the answer before. Lists are in their order */
                after?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A line each */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/x-ndjson": string;
                    "text/csv; charset=utf-8": string;
                };
            };
            /** @description There is no token, or it is none */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/x-ndjson": components["schemas"]["ErrorText"];
                    "text/csv; charset=utf-8": components["schemas"]["ErrorText"];
                };
            };
            /** @description The token is not for this, or the object cannot be moved to another tenant */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/x-ndjson": components["schemas"]["ErrorText"];
                    "text/csv; charset=utf-8": components["schemas"]["ErrorText"];
                };
            };
            /** @description What is asked cannot be understood, or cannot work: each problem with its place */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/x-ndjson": components["schemas"]["InvalidInput"];
                    "text/csv; charset=utf-8": components["schemas"]["InvalidInput"];
                };
            };
            /** @description The token has sent too many requests: send it again after the seconds of Retry-After */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/x-ndjson": components["schemas"]["ErrorText"];
                    "text/csv; charset=utf-8": components["schemas"]["ErrorText"];
                };
            };
            /** @description The database is away or busy: send it again after the seconds of Retry-After */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/x-ndjson": components["schemas"]["ErrorText"];
                    "text/csv; charset=utf-8": components["schemas"]["ErrorText"];
                };
            };
        };
    };
    listTokens: {
        parameters: {
            query?: {
                /** @description Rows to leave out */
                offset?: number;
                /** @description Rows to answer at most */
                limit?: number;
                /** @description What to sort by, with a minus downwards; what is null comes last */
                sort?: "id" | "name" | "scope" | "tenant_uuid" | "created_at" | "changed_at" | "-id" | "-name" | "-scope" | "-tenant_uuid" | "-created_at" | "-changed_at";
                /** @description Where to go on: the `next` of the answer before; empty, at the beginning */
                cursor?: string;
                /** @description Whether to count all that the filters leave */
                total?: boolean;
                /** @description Whether to show created_at and changed_at */
                times?: boolean;
                /** @description Only those with this name */
                name?: string;
                /** @description Only those with this scope */
                scope?: string;
                /** @description Only those with this tenant_uuid */
                tenant_uuid?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of the list */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Token"][];
                        /** @description How many there are, limit and cursor aside */
                        total?: number;
                        /** @description With a cursor: the one of what comes next, null where nothing does */
                        next?: string | null;
                    };
                };
            };
            /** @description There is no token, or it is none */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description The token is not for this, or the object cannot be moved to another tenant */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description What is asked cannot be understood, or cannot work: each problem with its place */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InvalidInput"];
                };
            };
            /** @description The token has sent too many requests: send it again after the seconds of Retry-After */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description The database is away or busy: send it again after the seconds of Retry-After */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
        };
    };
    createToken: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "name": "portal of Acme",
                 *       "scope": "tenant",
                 *       "tenant_uuid": "7d0c2f0e-6a4b-4c1d-9b7e-1f2a3b4c5d6e"
                 *     }
                 */
                "application/json": {
                    /** @description What it is called, unique: by it the audit trail names who did something */
                    name: string;
                    /**
                     * @description What it is for: tenant, administrator or metrics
                     * @default tenant
                     * @enum {string}
                     */
                    scope?: "tenant" | "administrator" | "metrics";
                    /**
                     * Format: uuid
                     * @description The tenant that it sees, of scope tenant; created when it is unknown
                     */
                    tenant_uuid?: string | null;
                };
            };
        };
        responses: {
            /** @description The token, which is shown this once */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Token"] & {
                        /** @description The token */
                        token: string;
                    };
                };
            };
            /** @description There is no token, or it is none */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description The token is not for this, or the object cannot be moved to another tenant */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description Another object has what must be unique */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Duplicate"];
                };
            };
            /** @description What is asked cannot be understood, or cannot work: each problem with its place */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InvalidInput"];
                };
            };
            /** @description The token has sent too many requests: send it again after the seconds of Retry-After */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description The database is away or busy: send it again after the seconds of Retry-After */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
        };
    };
    getToken: {
        parameters: {
            query?: {
                /** @description Whether to show created_at and changed_at */
                times?: boolean;
            };
            header?: never;
            path: {
                /** @description Given by the database */
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The token */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Token"];
                };
            };
            /** @description There is no token, or it is none */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description The token is not for this, or the object cannot be moved to another tenant */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description There is no such object */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description What is asked cannot be understood, or cannot work: each problem with its place */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InvalidInput"];
                };
            };
            /** @description The token has sent too many requests: send it again after the seconds of Retry-After */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description The database is away or busy: send it again after the seconds of Retry-After */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
        };
    };
    deleteToken: {
        parameters: {
            query?: {
                /** @description Whether to show created_at and changed_at */
                times?: boolean;
            };
            header?: never;
            path: {
                /** @description Given by the database */
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What it was */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Token"];
                };
            };
            /** @description There is no token, or it is none */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description The token is not for this, or the object cannot be moved to another tenant */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description There is no such object */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description What is asked cannot be understood, or cannot work: each problem with its place */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InvalidInput"];
                };
            };
            /** @description The token has sent too many requests: send it again after the seconds of Retry-After */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description The database is away or busy: send it again after the seconds of Retry-After */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
        };
    };
    listChanges: {
        parameters: {
            query?: {
                /** @description Rows to leave out */
                offset?: number;
                /** @description Rows to answer at most */
                limit?: number;
                /** @description What to sort by, with a minus downwards; what is null comes last */
                sort?: "id" | "created_at" | "who" | "scope" | "token_id" | "request_id" | "tenant_uuid" | "collection" | "object" | "action" | "changed_at" | "-id" | "-created_at" | "-who" | "-scope" | "-token_id" | "-request_id" | "-tenant_uuid" | "-collection" | "-object" | "-action" | "-changed_at";
                /** @description Where to go on: the `next` of the answer before; empty, at the beginning */
                cursor?: string;
                /** @description Whether to count all that the filters leave */
                total?: boolean;
                /** @description Whether to show created_at and changed_at */
                times?: boolean;
                /** @description Changes of this moment or later */
                since?: string;
                /** @description Changes before this moment */
                until?: string;
                /** @description Changes by the token of this name */
                who?: string;
                /** @description Changes of what this tenant has */
                tenant_uuid?: string;
                /** @description Changes in this collection */
                collection?: string;
                /** @description Changes of the object with this id */
                object?: string;
                /** @description create, update or delete */
                action?: string;
                /** @description Changes by the request with this X-Request-Id */
                request_id?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of the list */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Change"][];
                        /** @description How many there are, limit and cursor aside */
                        total?: number;
                        /** @description With a cursor: the one of what comes next, null where nothing does */
                        next?: string | null;
                    };
                };
            };
            /** @description There is no token, or it is none */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description The token is not for this, or the object cannot be moved to another tenant */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description What is asked cannot be understood, or cannot work: each problem with its place */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InvalidInput"];
                };
            };
            /** @description The token has sent too many requests: send it again after the seconds of Retry-After */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description The database is away or busy: send it again after the seconds of Retry-After */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
        };
    };
    exportChanges: {
        parameters: {
            query?: {
                format?: "ndjson" | "csv";
                /** @description Whether to show created_at and changed_at */
                times?: boolean;
                /** @description Changes of this moment or later */
                since?: string;
                /** @description Changes before this moment */
                until?: string;
                /** @description Changes by the token of this name */
                who?: string;
                /** @description Changes of what this tenant has */
                tenant_uuid?: string;
                /** @description Changes in this collection */
                collection?: string;
                /** @description Changes of the object with this id */
                object?: string;
                /** @description create, update or delete */
                action?: string;
                /** @description Changes by the request with this X-Request-Id */
                request_id?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A line each */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/x-ndjson": string;
                    "text/csv; charset=utf-8": string;
                };
            };
            /** @description There is no token, or it is none */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/x-ndjson": components["schemas"]["ErrorText"];
                    "text/csv; charset=utf-8": components["schemas"]["ErrorText"];
                };
            };
            /** @description The token is not for this, or the object cannot be moved to another tenant */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/x-ndjson": components["schemas"]["ErrorText"];
                    "text/csv; charset=utf-8": components["schemas"]["ErrorText"];
                };
            };
            /** @description What is asked cannot be understood, or cannot work: each problem with its place */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/x-ndjson": components["schemas"]["InvalidInput"];
                    "text/csv; charset=utf-8": components["schemas"]["InvalidInput"];
                };
            };
            /** @description The token has sent too many requests: send it again after the seconds of Retry-After */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/x-ndjson": components["schemas"]["ErrorText"];
                    "text/csv; charset=utf-8": components["schemas"]["ErrorText"];
                };
            };
            /** @description The database is away or busy: send it again after the seconds of Retry-After */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/x-ndjson": components["schemas"]["ErrorText"];
                    "text/csv; charset=utf-8": components["schemas"]["ErrorText"];
                };
            };
        };
    };
    explainRoute: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "source_ip": "203.0.113.10",
                 *       "domain": "pbx.example.net",
                 *       "username": "pbx1",
                 *       "from_uri": "sip:1001@pbx.example.net",
                 *       "to_uri": "sip:+442031234567@sbc.example.net"
                 *     }
                 */
                "application/json": {
                    source_ip?: string | null;
                    domain?: string | null;
                    username?: string | null;
                    /** @default  */
                    from_name?: string;
                    from_uri: string;
                    to_name?: string;
                    to_uri: string;
                    /** @description The Request-URI; without it, To says who is called */
                    ruri?: string | null;
                    /**
                     * @description Whether the caller has to be known, as routers ask it
                     * @default true
                     */
                    auth?: boolean;
                };
            };
        };
        responses: {
            /** @description The decision, and how it came about */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description What a router would be told, without passwords and digest secrets */
                        decision: {
                            [key: string]: unknown;
                        };
                        /** @description How it came to that, in order */
                        steps: {
                            /** @description What was looked at */
                            step: string;
                            /** @description What was found, in words */
                            outcome: string;
                            details: {
                                [key: string]: unknown;
                            };
                        }[];
                        /** @description Stored data that routing cannot use */
                        problems: string[];
                    };
                };
            };
            /** @description There is no token, or it is none */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description The token is not for this, or the object cannot be moved to another tenant */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description What is asked cannot be understood, or cannot work: each problem with its place */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InvalidInput"];
                };
            };
            /** @description The token has sent too many requests: send it again after the seconds of Retry-After */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description The database is away or busy: send it again after the seconds of Retry-After */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
        };
    };
    decideRoute: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "event": "sip-routing",
                 *       "source_ip": "198.51.100.20",
                 *       "source_port": 5060,
                 *       "auth": true,
                 *       "domain": "198.51.100.20",
                 *       "username": "",
                 *       "call_id": "c1",
                 *       "from_name": "",
                 *       "from_uri": "sip:441132000000@198.51.100.20:5060",
                 *       "from_tag": "a1",
                 *       "to_name": "",
                 *       "to_uri": "sip:+442031234567@sbc.example.net:5060",
                 *       "to_tag": ""
                 *     }
                 */
                "application/json": {
                    event?: string | null;
                    source_ip?: string | null;
                    source_port?: number | null;
                    /** @default false */
                    auth?: boolean | null;
                    domain?: string | null;
                    username?: string | null;
                    call_id?: string | null;
                    from_name: string;
                    from_uri: string;
                    from_tag?: string | null;
                    to_name?: string | null;
                    to_uri: string;
                    to_tag?: string | null;
                    /** @description The Request-URI; without it, To says who is called */
                    ruri?: string | null;
                };
            };
        };
        responses: {
            /** @description The routes, each the failover of the one before, in the form of Kamailio's rtjson */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        auth: null | {
                            success: boolean;
                            tenant_uuid: string | null;
                            carrier_trunk_id: number | null;
                            ipbx_id: number | null;
                            domain: string | null;
                            username: string | null;
                            password_ha1: string | null;
                        };
                        rtjson: {
                            success: boolean;
                            version?: string;
                            routing?: string;
                            routes?: {
                                /** @description The new Request-URI */
                                uri: string;
                                /** @description Where the request is sent */
                                dst_uri: string;
                                path: string;
                                socket: string;
                                headers: {
                                    from: {
                                        display: string;
                                        uri: string;
                                    };
                                    to: {
                                        display: string | null;
                                        uri: string;
                                    };
                                    /** @description A P-Asserted-Identity line */
                                    extra: string;
                                };
                                /** @description Whose IPBX or trunk it is, for the record */
                                tenant_uuid: string;
                                ipbx_id?: number;
                                carrier_trunk_id?: number;
                                branch_flags: number;
                                /** @description Milliseconds */
                                fr_timer: number;
                                /** @description Milliseconds */
                                fr_inv_timer: number;
                                auth_username?: string;
                                auth_password?: string;
                                realm?: string;
                            }[];
                            auth_username?: string;
                            auth_password?: string;
                            realm?: string;
                        };
                    };
                };
            };
            /** @description There is no token, or it is none */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description The token is not for this, or the object cannot be moved to another tenant */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description What is asked cannot be understood, or cannot work: each problem with its place */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InvalidInput"];
                };
            };
            /** @description The token has sent too many requests: send it again after the seconds of Retry-After */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description The database is away or busy: send it again after the seconds of Retry-After */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
        };
    };
    identifyCaller: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "source_ip": "203.0.113.10",
                 *       "domain": "pbx.example.net",
                 *       "username": "pbx1"
                 *     }
                 */
                "application/json": {
                    source_ip?: string | null;
                    source_port?: number | null;
                    domain?: string | null;
                    username?: string | null;
                    password?: string | null;
                };
            };
        };
        responses: {
            /** @description Who it is; all keys are always there */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        success: boolean;
                        tenant_uuid: string | null;
                        carrier_trunk_id: number | null;
                        ipbx_id: number | null;
                        domain: string | null;
                        username: string | null;
                        password_ha1: string | null;
                    };
                };
            };
            /** @description There is no token, or it is none */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description The token is not for this, or the object cannot be moved to another tenant */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description What is asked cannot be understood, or cannot work: each problem with its place */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InvalidInput"];
                };
            };
            /** @description The token has sent too many requests: send it again after the seconds of Retry-After */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description The database is away or busy: send it again after the seconds of Retry-After */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
        };
    };
    storeCall: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "ipbx_id": 1,
                 *       "source_ip": "203.0.113.10",
                 *       "source_port": 5060,
                 *       "from_uri": "sip:1001@pbx.example.net",
                 *       "to_uri": "sip:442031234567@sbc.example.net",
                 *       "call_id": "a84b4c76e66710@203.0.113.10",
                 *       "call_start": "2026-09-01T08:30:00Z",
                 *       "duration": 73
                 *     }
                 */
                "application/json": {
                    event?: string | null;
                    /** Format: uuid */
                    tenant_uuid?: string | null;
                    ipbx_id?: number | null;
                    carrier_trunk_id?: number | null;
                    source_ip?: string | null;
                    source_port?: number | null;
                    from_uri: string;
                    to_uri: string;
                    call_id?: string | null;
                    /** Format: date-time */
                    call_start?: string | null;
                    duration?: number | null;
                    router?: string | null;
                    caller_tag?: string | null;
                    callee_tag?: string | null;
                    /** @description What the media relay answered to `query` when the call ended, as it is */
                    relay?: unknown;
                };
            };
        };
        responses: {
            /** @description What was stored; null where the record names nobody that is known */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        success: boolean;
                        cdr: null | {
                            tenant_uuid: string;
                            source_ip: string;
                            source_port: number;
                            from_uri: string;
                            to_uri: string;
                            call_id: string;
                            call_start: string | null;
                            duration: number | null;
                        };
                    };
                };
            };
            /** @description There is no token, or it is none */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description The token is not for this, or the object cannot be moved to another tenant */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description What is asked cannot be understood, or cannot work: each problem with its place */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InvalidInput"];
                };
            };
            /** @description The token has sent too many requests: send it again after the seconds of Retry-After */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description The database is away or busy: send it again after the seconds of Retry-After */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
        };
    };
    listRegistrations: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A file for Kamailio */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description A db_text table: one line of columns, then one a trunk that registers */
                        content: string;
                    };
                };
            };
            /** @description There is no token, or it is none */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description The token is not for this, or the object cannot be moved to another tenant */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description What is asked cannot be understood, or cannot work: each problem with its place */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InvalidInput"];
                };
            };
            /** @description The token has sent too many requests: send it again after the seconds of Retry-After */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description The database is away or busy: send it again after the seconds of Retry-After */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
        };
    };
    storeRecords: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What became of each line */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description Records that are new */
                        stored: number;
                        /** @description Records of attempts that were stored before */
                        known: number;
                        /** @description Records that cannot be stored as they are, now or later */
                        refused: {
                            /** @description Which line of the batch it was, the first being 1 */
                            line: number;
                            detail: {
                                [key: string]: unknown;
                            }[];
                        }[];
                    };
                };
            };
            /** @description More than 1,000 records, or 8 MiB */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description The body is no NDJSON */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description The database is away or busy: send it again after the seconds of Retry-After */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
        };
    };
}

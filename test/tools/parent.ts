import * as pulumi from "@pulumi/pulumi";

/** A component for resources to lie in. */
export class Parent extends pulumi.ComponentResource {
    constructor(opts?: pulumi.ComponentResourceOptions) {
        super("test:index:Parent", "parent", {}, opts);
        this.registerOutputs();
    }
}

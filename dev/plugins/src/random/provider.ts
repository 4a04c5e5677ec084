import type { ProviderDefinition } from "../frame/provider.js";
import { bytes, id, integer, pet, uuid } from "./numbers.js";
import { password, string } from "./strings.js";

export const random: ProviderDefinition<object> = {
    name: "random",
    version: "4.21.2",
    config: {},
    configure: () => ({}),
    resources: {
        "random:index/randomBytes:RandomBytes": bytes,
        "random:index/randomId:RandomId": id,
        "random:index/randomInteger:RandomInteger": integer,
        "random:index/randomPassword:RandomPassword": password,
        "random:index/randomPet:RandomPet": pet,
        "random:index/randomString:RandomString": string,
        "random:index/randomUuid:RandomUuid": uuid,
    },
    dataSources: {},
};

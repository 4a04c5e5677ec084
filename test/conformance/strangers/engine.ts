import { lines, run } from "../../../dev/commands/shell";
import type { DeployedStack } from "../deployed-stack";
import { strangersPromises } from "./index";
import { apiTries, ngTries, silence, tries } from "./tries";

export function strangersOnEngine(platform: DeployedStack): void {
    const network = async () => {
        const filter = `label=c4.platform=${platform.name}`;
        const [id] = lines(await run("docker", ["network", "ls", "--quiet", "--no-trunc", "--filter", filter]));
        if (id === undefined) throw new Error(`The engine has no network of ${platform.name}.`);
        return id;
    };
    strangersPromises(platform, [
        {
            ...{ stands: "on the platform's own network is refused by each service that he reaches there", network },
            ...{ tries, end: (attempt) => attempt.refusal },
        },
        {
            ...{ stands: "on another network of the engine is told nothing", network: async () => "bridge" },
            ...{ tries: [...tries, ...ngTries, ...apiTries], end: () => silence },
        },
    ]);
}

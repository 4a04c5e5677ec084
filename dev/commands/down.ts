import type { Stack } from "./pulumi";
import { repair } from "./repair";
import { runningTarget } from "./targets";

/** Takes the stack down, whatever state an earlier run left it in. */
export async function down(stack: Stack, say: (line: string) => void): Promise<void> {
    if (!(await stack.exists())) {
        say(`Stack ${stack.name}: there is none, so there is nothing to take down`);
        return;
    }
    await repair(stack, say);
    say(`Stack ${stack.name}: taking it down`);
    const outputs = await stack.outputs();
    if (outputs) await runningTarget(outputs).removeHosts();
    await stack.destroy(say);
}

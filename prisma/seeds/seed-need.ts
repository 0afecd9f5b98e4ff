import { convert } from "@/lib/domain/approval/exchange";
import { isMember } from "@/lib/domain/approval/judge-approval";
import { type ApprovalNeed, needOf } from "@/lib/domain/approval/need";
import type { PayoutSource } from "@/lib/domain/approval/policy";
import type { SeedConnection, SeedPerson } from "./cast";
import type { Dice } from "./random";
import type { Target } from "./targets";
import type { World } from "./world";

export type SeedOrder = {
  readonly connection: SeedConnection;
  readonly target: Target;
  readonly source: PayoutSource;
  readonly amountMinor: number;
  readonly createdMs: number;
};

/** What the merchant's policy asks for a payout of a story, by the same rules as for any other. Stories have no risks. */
export function seedNeed(world: World, { connection, target, source, amountMinor, createdMs }: SeedOrder, maker: SeedPerson): ApprovalNeed {
  const amount = { minor: BigInt(amountMinor), currency: connection.currency };
  return needOf(world.policy, {
    ...{ amount, source, maker, loop: target.loop, timeZone: world.timeZone },
    converted: convert(amount, world.policy.currency, world.rates),
    makerDay: amount.currency === world.policy.currency ? amount : null,
    provider: { id: connection.manifest.id, label: connection.manifest.label },
    rails: connection.manifest.rails,
    receiver: target.loop === "open" ? { since: new Date(target.version.fromMs), country: null, tags: [] } : null,
    risks: [],
    payee: null,
    now: new Date(createdMs),
  });
}

export type Signer = { readonly checker: SeedPerson; readonly step: number };

/** Who signs, one after another: of each step's group, and nobody twice. */
export function drawSigners({ checkers }: World, { steps }: ApprovalNeed, dice: Dice): readonly Signer[] {
  const signers: Signer[] = [];
  for (const [step, { group, count }] of steps.entries()) {
    // Whoever a later step cannot do without is left to it.
    const later = steps.slice(step + 1).flatMap((one) => one.group.people);
    for (let place = 0; place < count; place += 1) {
      const free = checkers.filter(
        ({ id }) =>
          !signers.some(({ checker }) => checker.id === id) && !later.includes(id) && isMember(group, { personId: id, role: "checker" }),
      );
      if (free.length === 0) throw new Error(`The seed has too few people for the step "${group.name}".`);
      signers.push({ checker: dice.pick(free), step });
    }
  }
  return signers;
}

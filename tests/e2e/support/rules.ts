import { type Move, type Pokemon, moveOf, multiplier } from "./lab";

/** The rules of a battle, written once more from their description: nothing here is read from the page. */
export interface Fight {
  /** Who moves first. */
  first: Pokemon;
  winner: Pokemon;
  /** Of one hit, A's and B's. */
  damage: [number, number];
  /** Until the other has fainted, for A and for B. */
  turns: [number, number];
}

/** Power of a move with all its hits and turns. */
export function effectivePower({ power, kind }: Move): number {
  return power * (kind === "multi_hit" ? 3 : kind === "double_hit" ? 2 : kind === "two_turns" ? 0.5 : 1);
}

export const stab = (user: Pokemon, move: Move) => (user.types.includes(move.type) ? 1.5 : 1);

/** Damage at level 50, from base stats, without chance. */
function damage(user: Pokemon, move: Move, target: Pokemon): number {
  const [attack, defense] = move.category === "physical" ? [user.stats[1], target.stats[2]] : [user.stats[3], target.stats[4]];
  const base = (((2 * 50) / 5 + 2) * effectivePower(move) * attack) / defense / 50 + 2;
  return base * stab(user, move) * multiplier(move.type, target.types);
}

export function fight(a: Pokemon, moveA: Move, b: Pokemon, moveB: Move): Fight {
  const hurt: [number, number] = [damage(a, moveA, b), damage(b, moveB, a)];
  const turns: [number, number] = [b.stats[0] / Math.max(hurt[0], 0.1), a.stats[0] / Math.max(hurt[1], 0.1)];
  const ahead = moveA.priority - moveB.priority || a.stats[5] - b.stats[5];
  // Of equals A comes first.
  const aFirst = ahead >= 0;
  const aWins = aFirst ? turns[0] <= turns[1] : turns[0] < turns[1];
  return { first: aFirst ? a : b, winner: aWins ? a : b, damage: hurt, turns };
}

/** The best of some moves, or of all: the greatest score, of equals the lowest number. */
export function bestMove(own: Pokemon, other: Pokemon, among = own.moves): Move {
  const score = (move: Move) =>
    (effectivePower(move) * stab(own, move) * multiplier(move.type, other.types) * (move.accuracy ?? 100)) / 100 + 50 * move.priority;
  const [best] = among.map(moveOf).sort((x, y) => score(y) - score(x) || x.id - y.id);
  if (!best) throw new Error(`${own.en} has no move`);
  return best;
}

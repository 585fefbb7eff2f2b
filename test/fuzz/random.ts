/**
 * Pseudorandom numbers that a seed determines (mulberry32), so that a seed and an index are enough to repeat a finding. They
 * are for tests only: nobody must use a key made from them.
 */
export class Random {
  private state: number;

  /** @param seeds numbers that together determine every value */
  constructor(...seeds: number[]) {
    this.state = 0;
    // Mixed one after another, so that neighboring indexes have nothing in common.
    for (const seed of seeds)
      this.state = Math.imul(this.state ^ seed ^ 0x9e3779b9, 0x85ebca6b) ^ this.next();
  }

  /** 32 bits. */
  private next(): number {
    this.state = (this.state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.state ^ (this.state >>> 15), this.state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return (mixed ^ (mixed >>> 14)) >>> 0;
  }

  /** An integer from 0 up to, but not including, the limit. */
  below(limit: number): number {
    return Math.floor((this.next() / 2 ** 32) * limit);
  }

  chance(probability: number): boolean {
    return this.next() / 2 ** 32 < probability;
  }

  pick<Item>(items: readonly Item[]): Item {
    if (items.length === 0) throw new Error("there is nothing to pick from");
    return items[this.below(items.length)] as Item;
  }

  /** Picks an item by its weight. */
  weighted<Item>(items: readonly (readonly [weight: number, item: Item])[]): Item {
    let left = this.below(items.reduce((sum, [weight]) => sum + weight, 0));
    for (const [weight, item] of items) {
      if (left < weight) return item;
      left -= weight;
    }
    throw new Error("there is nothing to pick from");
  }

  /** Bytes. After the first 4096 they repeat, because making a megabyte of them would take longer than reading it. */
  bytes(length: number): Buffer {
    const block = Buffer.alloc(Math.min(Math.ceil(length / 4) * 4, 4096));
    for (let at = 0; at < block.length; at += 4) block.writeUInt32BE(this.next(), at);
    return length <= block.length ? block.subarray(0, length) : Buffer.alloc(length, block);
  }

  /** A number of at most this many bits. */
  bits(bits: number): bigint {
    return BigInt(`0x0${this.bytes(Math.ceil(bits / 8)).toString("hex")}`) & ((1n << BigInt(bits)) - 1n);
  }

  /** A size: mostly small, sometimes thousands, and rarely a megabyte. */
  size(): number {
    return this.weighted<() => number>([
      [60, () => this.below(64)],
      [30, () => this.below(2000)],
      [25, () => 2000 + this.below(20_000)],
      [1, () => 1_000_000],
    ])();
  }
}

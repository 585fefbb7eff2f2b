/** A DER element: its tag (ITU-T X.690 section 8.1.2) and its content. */
interface Part {
  tag: number;
  content: Buffer;
}

const INTEGER = 0x02;
const OCTET_STRING = 0x04;
const SEQUENCE = 0x30;

/**
 * Number of key derivation rounds needed to decrypt encrypted PKCS#8. In every scheme, a salt is followed by the number of
 * rounds (RFC 8018 appendix A, RFC 7292 appendix C, RFC 7914 section 7).
 *
 * @returns undefined if it cannot be determined
 */
export function roundsOf(der: Buffer): number | undefined {
  const all = parametersOf(der).map(([, ...others]) => {
    const end = others.findIndex(({ tag }) => tag !== INTEGER);
    const [first = 0, second = 0, third] = others.slice(0, end < 0 ? undefined : end).map(numberOf);
    // Three numbers mean scrypt. Each of its N × r × p blocks takes about half as long as a round of PBKDF2.
    return third === undefined ? first : (first * second * third) / 2;
  });
  return all.length > 0 ? Math.max(...all) : undefined;
}

/** Every sequence that starts with a salt and a number, at any depth. */
function parametersOf(der: Buffer): Part[][] {
  const parts = partsOf(der);
  if (parts[0]?.tag === OCTET_STRING && parts[1]?.tag === INTEGER) return [parts];
  return parts.filter(({ tag }) => tag === SEQUENCE).flatMap(({ content }) => parametersOf(content));
}

/** The elements of DER, as far as it can be parsed (ITU-T X.690 section 8.1). */
function partsOf(der: Buffer): Part[] {
  const parts: Part[] = [];
  for (let at = 0; at + 2 <= der.length; ) {
    const [tag = 0, short = 0] = der.subarray(at);
    const start = at + 2 + (short < 0x80 ? 0 : short & 0x7f);
    // BER's indefinite length is NaN here, which ends the loop.
    const length = short < 0x80 ? short : numberOf({ tag, content: der.subarray(at + 2, start) });
    parts.push({ tag, content: der.subarray(start, start + length) });
    at = start + length;
  }
  return parts;
}

const numberOf = ({ content }: Part): number => Number.parseInt(content.toString("hex"), 16);

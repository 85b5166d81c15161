// Key pairs as JWKs, private halves and all: node keys.mjs PREFIX
import { generateKeyPairSync } from 'node:crypto';

const kinds = [
  ['rsa', { modulusLength: 2048 }, 'RS256'],
  ['ec', { namedCurve: 'P-256' }, 'ES256'],
  ['ed25519', {}, 'EdDSA'],
];
const keys = kinds.map(([kind, options, alg]) => ({
  ...generateKeyPairSync(kind, options).privateKey.export({ format: 'jwk' }),
  kid: `${process.argv[2]}-${alg}`,
  use: 'sig',
  alg,
}));
console.log(JSON.stringify({ keys }));

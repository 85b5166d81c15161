// An OpenID provider for the tests of sign-in: node provider.mjs PORT REDIRECT SIGNED_OUT KEYS.json CLIENT_KEYS.json
// Everybody may sign in, by any name; whoever is called "watcher" is of the group "watch".
import { readFileSync } from 'node:fs';
import { Provider } from 'oidc-provider';

const [port, redirect, signedOut, keys, clientKeys] = process.argv.slice(2);
const issuer = `http://127.0.0.1:${port}`;
const base = { redirect_uris: [redirect], post_logout_redirect_uris: [signedOut], grant_types: ['authorization_code'], response_types: ['code'] };
const provider = new Provider(issuer, {
  clients: [
    { ...base, client_id: 'rs', client_secret: 'a secret: of the desk', id_token_signed_response_alg: 'RS256' },
    { ...base, client_id: 'es', client_secret: 'a secret: of the desk', id_token_signed_response_alg: 'ES256' },
    {
      ...base,
      client_id: 'ed',
      token_endpoint_auth_method: 'private_key_jwt',
      token_endpoint_auth_signing_alg: 'EdDSA',
      id_token_signed_response_alg: 'EdDSA',
      jwks: JSON.parse(readFileSync(clientKeys, 'utf8')),
    },
  ],
  jwks: JSON.parse(readFileSync(keys, 'utf8')),
  enabledJWA: {
    idTokenSigningAlgValues: ['RS256', 'ES256', 'EdDSA'],
    clientAuthSigningAlgValues: ['RS256', 'EdDSA'],
  },
  pkce: { required: () => true, methods: ['S256'] },
  claims: { openid: ['sub', 'groups', 'name'] },
  cookies: { keys: ['for tests alone'] },
  findAccount: (_, id) => ({
    accountId: id,
    claims: () => ({ sub: id, name: 'W. Atcher', groups: id === 'watcher' ? ['staff', 'watch'] : ['staff'] }),
  }),
});
provider.listen(Number(port), '127.0.0.1', () => console.log('listening'));

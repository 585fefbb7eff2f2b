import { hmacKey, rsaKey } from "./rfc7515";
import { ed25519Key } from "./rfc8037";
import type { Vector } from "./vector";

/**
 * Tokens for the algorithms that the RFCs have no token for. They have the claims of RFC 7515 A.1 and A.2, and the keys of RFC 7515
 * and RFC 8037; for secp256k1, a key of OpenSSL's own. OpenSSL 3.0 signed them with `openssl dgst -sha384 -mac HMAC -macopt hexkey:KEY -binary` and `openssl dgst -sha384 -sign KEY`, with
 * -sha512, and for Ed25519 with `openssl pkeyutl -sign -rawin`.
 */
export const openssl: Vector[] = [
  {
    section: "RFC 7518 3.2 (HS384 by OpenSSL)",
    algorithm: "HS384",
    key: hmacKey,
    token:
      "eyJhbGciOiJIUzM4NCJ9.eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ.oXDrZsBTd6_RlkXLUTQJ0DSfHx5raR4Pq5jlRHf5v0WTm-zt8xcsCvXagNl0J4eM",
  },
  {
    section: "RFC 7518 3.2 (HS512 by OpenSSL)",
    algorithm: "HS512",
    key: hmacKey,
    token:
      "eyJhbGciOiJIUzUxMiJ9.eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ.CyfHecbVPqPzB3zBwYd3rgVBi2Dgg-eAeX7JT8B85QbKLwSXyll8WKGdehse606szf9G3i-jr24QGkEtMAGSpg",
  },
  {
    section: "RFC 7518 3.3 (RS384 by OpenSSL)",
    algorithm: "RS384",
    key: rsaKey,
    token:
      "eyJhbGciOiJSUzM4NCJ9.eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ.UqgNjrJOGhk4wfoSG6Uvrt9GcKu-TgPwInExALrMBadg1pol1uTw7mZADTddAWsC6ZzdFiTFUmIi7DuD38ftLAZoW4qezdAO7RYf1yZDsbT20bt8DJJN1I4VovL2PLg80B6x6ug-kaW8k5LaM5ce0dk1zgWhjafKC3Mb4UNLL8f9fqVMkHpdWYRjF6QjTz12Ap-gq-tPyUoWSdvzCIYOcZ9-08SQQdUTTgsNF1Qwu3TqeWPqzNJwmWHiHMmaV8I4ktMFEX-AiEBa55KsfYTx0jSbTHP-odqmnLQJ4n-oQJ2RSXy0HQP6BkdiwDHdoMUk4z_wAeOsfDTs_mLxTgOInQ",
  },
  {
    section: "RFC 7518 3.3 (RS512 by OpenSSL)",
    algorithm: "RS512",
    key: rsaKey,
    token:
      "eyJhbGciOiJSUzUxMiJ9.eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ.ZatQfsb2gyCu3y9cDuz59a-IKm4bkqtT0HuT8BpNlPCmA3Y2eH91CVSI0TbkPqI9v2jaXuWvPcoJGNRtTpUXafTAbqzxWSMjqx8SkJRTuUz6imaHBctra42j2AvJ1t7qJwf2NN49y9PZbkYn3ejhU-iCmKJ3J-_GLsYp5VlximYm-o3sMul0tyCMvHUdmuWvadnVEaio-jix3pXYWfyFC8tp19zZrTaofxTAzCqlqundx22tfsuqchto_zVnZk_ZBr1R5lr29Qle5JgLmRkfDNbVSQZFdwg6mSlODL8BrOiM_vreMaPCO8U_JGezKUob0ONv7DA7XDfpbaXaFsHipQ",
  },
  {
    section: "RFC 9864 2.2 (Ed25519 by OpenSSL)",
    algorithm: "Ed25519",
    key: ed25519Key,
    token:
      "eyJhbGciOiJFZDI1NTE5In0.eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ.Ijjmi62YnXMI7BuF33YSKQvfqxZuuDrJOp8nGP8AINJpsC17f_QlO8hNZXOR8PistGEyvZi92pXQm-NSDW8ABw",
  },
  {
    section: "RFC 8812 3.2 (ES256K by OpenSSL)",
    algorithm: "ES256K",
    key: {
      kty: "EC",
      crv: "secp256k1",
      x: "0aLioRaLlv2Oy_ChEcrWNdkFG8foKbXaaHu3HKam3ks",
      y: "POGqzhJSSBUh-y5knlum3vjue0jixuYW2Ok5CsSysBg",
      d: "lVkTXDUSS0lARlgDgPD22BgnEbjUwb8mgcjoXXyvHqw",
    },
    token:
      "eyJhbGciOiJFUzI1NksifQ.eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ.njeyk6k1dtWDQBqtPOASYUOI5axKVs4Fb0vhyH6ljJn9Vl5ixuaf0X3KNrVUqlDMMgPspAXnMuFdIxL7MdL1OA",
  },
];

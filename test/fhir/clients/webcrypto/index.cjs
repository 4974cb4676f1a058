// Stands in for isomorphic-webcrypto, which fhirclient asks for where a browser has no WebCrypto: it would bring React Native and Expo along.
module.exports = { default: globalThis.crypto };

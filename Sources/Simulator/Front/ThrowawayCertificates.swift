import Crypto
import Foundation
import NIOSSL
import SwiftASN1
import X509

/// A certificate authority and a server certificate for this machine, made at the start and forgotten at the end.
///
/// The server certificate names `localhost` and 127.0.0.1 and is valid for one day; the authority's key is not kept.
struct ThrowawayCertificates: Sendable {
  let authorityPEM: String
  private let serverPEM: String
  private let serverKeyPEM: String

  init() throws {
    let authorityKey = Certificate.PrivateKey(P256.Signing.PrivateKey())
    let authorityName = try DistinguishedName { CommonName("Throw-away simulator authority") }
    let authority = try Self.certificate(
      subject: authorityName, publicKey: authorityKey.publicKey, issuer: authorityName, issuerKey: authorityKey,
      extensions: Certificate.Extensions {
        Critical(BasicConstraints.isCertificateAuthority(maxPathLength: 0))
        Critical(KeyUsage(keyCertSign: true, cRLSign: true))
        SubjectKeyIdentifier(hash: authorityKey.publicKey)
      })
    let serverKey = P256.Signing.PrivateKey()
    let serverPublicKey = Certificate.PrivateKey(serverKey).publicKey
    let server = try Self.certificate(
      subject: DistinguishedName { CommonName("localhost") }, publicKey: serverPublicKey, issuer: authorityName,
      issuerKey: authorityKey,
      extensions: Certificate.Extensions {
        Critical(BasicConstraints.notCertificateAuthority)
        Critical(KeyUsage(digitalSignature: true))
        try ExtendedKeyUsage([.serverAuth])
        SubjectAlternativeNames([
          .dnsName("localhost"), .ipAddress(ASN1OctetString(contentBytes: [127, 0, 0, 1])),
        ])
        SubjectKeyIdentifier(hash: serverPublicKey)
        AuthorityKeyIdentifier(
          keyIdentifier: SubjectKeyIdentifier(hash: authorityKey.publicKey).keyIdentifier)
      })
    authorityPEM = try authority.serializeAsPEM().pemString + "\n"
    serverPEM = try server.serializeAsPEM().pemString
    serverKeyPEM = serverKey.pemRepresentation
  }

  /// TLS 1.2 or newer with the server certificate.
  func configuration() throws -> TLSConfiguration {
    var configuration = TLSConfiguration.makeServerConfiguration(
      certificateChain: try NIOSSLCertificate.fromPEMBytes(Array(serverPEM.utf8)).map { .certificate($0) },
      privateKey: .privateKey(try NIOSSLPrivateKey(bytes: Array(serverKeyPEM.utf8), format: .pem)))
    configuration.minimumTLSVersion = .tlsv12
    return configuration
  }

  private static func certificate(
    subject: DistinguishedName, publicKey: Certificate.PublicKey, issuer: DistinguishedName,
    issuerKey: Certificate.PrivateKey, extensions: Certificate.Extensions
  ) throws -> Certificate {
    let now = Date()
    return try Certificate(
      version: .v3, serialNumber: Certificate.SerialNumber(), publicKey: publicKey,
      notValidBefore: now.addingTimeInterval(-3600), notValidAfter: now.addingTimeInterval(86_400), issuer: issuer,
      subject: subject, signatureAlgorithm: .ecdsaWithSHA256, extensions: extensions, issuerPrivateKey: issuerKey)
  }
}

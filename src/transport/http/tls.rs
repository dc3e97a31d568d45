//! Which certificate authorities to trust: the operating system's; the bundled ones where it has none.

use std::path::Path;
use std::sync::Arc;

use rustls::crypto::{CryptoProvider, KeyProvider};
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use rustls::sign::SigningKey;
use rustls::{ClientConfig, RootCertStore};
use rustls_platform_verifier::Verifier;

use crate::status::{Error, Status};

/// Reads the trusted roots: on some systems from many files, so not on the thread of the network.
pub(super) fn config(ca_file: Option<&Path>) -> Result<ClientConfig, Error> {
    let mut config = trusting(ca_file)?;
    config.alpn_protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
    Ok(config)
}

fn trusting(ca_file: Option<&Path>) -> Result<ClientConfig, Error> {
    let provider = provider();
    let extra = ca_file
        .map(read_authorities)
        .transpose()?
        .unwrap_or_default();
    match system_verifier(extra.clone(), Arc::clone(&provider)) {
        Ok(verifier) => Ok(builder(provider)?
            .dangerous()
            .with_custom_certificate_verifier(Arc::new(verifier))
            .with_no_client_auth()),
        Err(_) => {
            let mut roots =
                RootCertStore::from_iter(webpki_roots::TLS_SERVER_ROOTS.iter().cloned());
            roots.add_parsable_certificates(extra);
            Ok(without_system(provider, roots)?)
        }
    }
}

/// For plain http to this machine, where no authority has to be trusted.
pub(super) fn empty_config() -> Result<ClientConfig, Error> {
    without_system(provider(), RootCertStore::empty())
}

fn provider() -> Arc<CryptoProvider> {
    Arc::new(CryptoProvider {
        key_provider: &NoKeys,
        ..rustls::crypto::ring::default_provider()
    })
}

/// The game shows no certificate of its own: what signs with one is not linked.
#[derive(Debug)]
struct NoKeys;

impl KeyProvider for NoKeys {
    fn load_private_key(
        &self,
        _: PrivateKeyDer<'static>,
    ) -> Result<Arc<dyn SigningKey>, rustls::Error> {
        Err(rustls::Error::General("no keys are loaded".into()))
    }
}

/// PEM files are read when the client is made, so that a wrong one is refused at once.
pub(super) fn read_authorities(file: &Path) -> Result<Vec<CertificateDer<'static>>, Error> {
    let refuse = |why: String| Error::invalid(format!("ca_file {}: {why}", file.display()));
    let certificates = CertificateDer::pem_file_iter(file)
        .and_then(|certificates| certificates.collect::<Result<Vec<_>, _>>())
        .map_err(|error| refuse(format!("cannot be read as PEM: {error}")))?;
    if certificates.is_empty() {
        return Err(refuse("holds no certificate".into()));
    }
    let (_, wrong) = RootCertStore::empty().add_parsable_certificates(certificates.clone());
    if wrong > 0 {
        return Err(refuse(format!(
            "holds {wrong} certificates that cannot be read"
        )));
    }
    Ok(certificates)
}

/// The operating system's verifier. On Linux that reads its file of roots, and fails without one.
#[cfg(not(target_os = "android"))]
fn system_verifier(
    extra: Vec<CertificateDer<'static>>,
    provider: Arc<CryptoProvider>,
) -> Result<Verifier, rustls::Error> {
    let verifier = Verifier::new(Arc::clone(&provider))?;
    if extra.is_empty() {
        return Ok(verifier);
    }
    Verifier::new_with_extra_roots(extra, provider)
}

/// Android's verifier works only in a program that hands its Java machine over.
#[cfg(target_os = "android")]
fn system_verifier(
    _: Vec<CertificateDer<'static>>,
    _: Arc<CryptoProvider>,
) -> Result<Verifier, rustls::Error> {
    Err(rustls::Error::General("no Java machine".into()))
}

fn without_system(
    provider: Arc<CryptoProvider>,
    roots: RootCertStore,
) -> Result<ClientConfig, Error> {
    Ok(builder(provider)?
        .with_root_certificates(roots)
        .with_no_client_auth())
}

fn builder(
    provider: Arc<CryptoProvider>,
) -> Result<rustls::ConfigBuilder<ClientConfig, rustls::WantsVerifier>, Error> {
    ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .map_err(|error| Error::new(Status::Internal, format!("TLS cannot be set up: {error}")))
}

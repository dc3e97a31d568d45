//! `examples/relay` as it is shipped: a real nginx with it, a game on one side and a service on the
//! other, both over TLS.

use std::ffi::CString;

use rcgen::{BasicConstraints, CertificateParams, DnType, IsCa, Issuer, KeyPair};
use rpggo::abi::options::rpggo_client_options;
use rpggo_standin::Standin;

use rpggo_testkit::{Game, Nginx, Scratch, root, standin_with};

pub const SERVICE_KEY: &str = "service-key-0123456789abcdef";
/// The persona service's SDK form has keys that begin so.
pub const SDK_KEY: &str = "pk_service-key-0123456789abcdef";
pub const PLAYERS: [&str; 3] = ["pk_anna.4f8b1c02", "bert-93a6f00d7e", "pk_clara.77aa19"];

/// The shipped relay in front of a service.
pub struct Relay {
    pub nginx: Nginx,
    pub authority: Scratch,
}

impl Relay {
    /// `header` is the number of the header that the service has its key in, as in `service.conf`.
    pub fn new(service: &str, authority: &str, header: usize, more: &str) -> Relay {
        let (own_authority, certificate, key) = certificate();
        let mut headers = [""; 3];
        let service_key = if header == 2 { SDK_KEY } else { SERVICE_KEY };
        let value = match header {
            0 => format!("Bearer {service_key}"),
            _ => service_key.to_owned(),
        };
        headers[header] = &value;
        let [authorization, access_token, api_key] = headers;
        let ours = format!(
            "upstream service {{ server {service}; keepalive 16; }}
             map \"\" $service_host {{ default localhost; }}
             map \"\" $service_key {{ default \"{service_key}\"; }}
             map \"\" $service_authorization {{ default \"{authorization}\"; }}
             map \"\" $service_access_token {{ default \"{access_token}\"; }}
             map \"\" $service_api_key {{ default \"{api_key}\"; }}
             {more}"
        );
        let players = PLAYERS.map(|it| format!("\"{it}\" player-{};\n", &it[..5]));
        let mut shipped = shipped("nginx.conf");
        for (there, here) in [
            ("listen 443 ", "listen 127.0.0.1:PORT "),
            ("/etc/ssl/certs/ca-certificates.crt", "authorities.pem"),
        ] {
            assert_eq!(shipped.matches(there).count(), 1, "{there}");
            shipped = shipped.replace(there, here);
        }
        let authorities = if authority.is_empty() {
            &own_authority
        } else {
            authority
        };
        let nginx = Nginx::start(
            &shipped,
            &[
                ("service.conf", &ours),
                ("players.conf", &players.concat()),
                ("relay.pem", &certificate),
                ("relay.key", &key),
                ("authorities.pem", authorities),
            ],
        );
        Relay {
            nginx,
            authority: Scratch::with(own_authority),
        }
    }

    pub fn of(standin: &Standin, header: usize) -> Relay {
        let service = format!("127.0.0.1:{}", standin.port());
        Relay::new(&service, standin.ca_pem().unwrap(), header, "")
    }

    fn base_url(&self, path: &str) -> String {
        format!("https://localhost:{}{path}", self.nginx.port)
    }

    pub fn game(&self, player: &str, set: impl FnOnce(&mut rpggo_client_options)) -> Game {
        self.game_at("", player, set)
    }

    pub fn game_at(
        &self,
        path: &str,
        token: &str,
        set: impl FnOnce(&mut rpggo_client_options),
    ) -> Game {
        let token = CString::new(token).unwrap();
        Game::with(&self.base_url(path), |it| {
            it.api_key = token.as_ptr();
            it.ca_file = self.authority.text.as_ptr();
            it.max_retries = -1;
            set(it);
        })
    }
}

pub fn shipped(name: &str) -> String {
    std::fs::read_to_string(root("examples/relay").join(name)).unwrap()
}

/// An authority, a certificate of it, and its key.
pub fn certificate() -> (String, String, String) {
    let mut authority = CertificateParams::new(Vec::new()).unwrap();
    authority.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    let key = KeyPair::generate().unwrap();
    let authority_pem = authority.self_signed(&key).unwrap().pem();
    let issuer = Issuer::new(authority, key);
    let key = KeyPair::generate().unwrap();
    let mut server = CertificateParams::new(["localhost".to_owned()]).unwrap();
    let name = &mut server.distinguished_name;
    name.push(DnType::CommonName, "relay");
    let certificate = server.signed_by(&key, &issuer).unwrap();
    (authority_pem, certificate.pem(), key.serialize_pem())
}

/// A service that insists on its key.
pub fn service() -> Standin {
    standin_with(|it| {
        it.tls = true;
        it.api_key = Some(SERVICE_KEY.into());
    })
}

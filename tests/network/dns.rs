//! A name server that answers as told.

use std::net::{Ipv6Addr, UdpSocket};
use std::sync::{Arc, Mutex};

use crate::world::{IPV4, IPV6};

/// What it knows of the service's name.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Zone {
    Both,
    OnlyIpv6,
    /// An IPv4 address where nobody is, and the right IPv6 address.
    LostIpv4,
    /// There is no such name.
    Unknown,
    /// It cannot tell now.
    Failing,
    /// It says nothing.
    Silent,
}

pub struct Dns(Arc<Mutex<Zone>>);

impl Dns {
    /// At port 53 of the calling thread's network.
    pub fn start(zone: Zone) -> Dns {
        let socket = UdpSocket::bind((Ipv6Addr::UNSPECIFIED, 53)).unwrap();
        let shared = Arc::new(Mutex::new(zone));
        let theirs = Arc::clone(&shared);
        std::thread::spawn(move || {
            let mut question = [0; 512];
            while let Ok((length, from)) = socket.recv_from(&mut question) {
                let zone = *theirs.lock().unwrap();
                if let Some(answer) = answer(&question[..length], zone) {
                    let _ = socket.send_to(&answer, from);
                }
            }
        });
        Dns(shared)
    }

    pub fn set(&self, zone: Zone) {
        *self.0.lock().unwrap() = zone;
    }
}

/// RFC 1035, as far as a look-up needs it.
fn answer(question: &[u8], zone: Zone) -> Option<Vec<u8>> {
    let name = question.get(12..)?.iter().position(|&byte| byte == 0)?;
    let asked = question.get(12..12 + name + 5)?;
    let is_ipv6 = asked[name + 2] == 28;
    let address: Vec<u8> = match (zone, is_ipv6) {
        (Zone::Silent, _) => return None,
        (Zone::Both | Zone::OnlyIpv6 | Zone::LostIpv4, true) => {
            IPV6.parse::<Ipv6Addr>().unwrap().octets().into()
        }
        (Zone::Both, false) => IPV4.parse::<std::net::Ipv4Addr>().unwrap().octets().into(),
        // Of this network, and of nobody in it.
        (Zone::LostIpv4, false) => vec![10, 99, 0, 77],
        _ => Vec::new(),
    };
    let code = match zone {
        Zone::Unknown => 3,
        Zone::Failing => 2,
        _ => 0,
    };
    let count = u8::from(!address.is_empty());
    let mut answer = question[..2].to_vec();
    answer.extend([0x81, 0x80 | code, 0, 1, 0, count, 0, 0, 0, 0]);
    answer.extend(asked);
    if count > 0 {
        answer.extend([0xC0, 12, 0, asked[name + 2], 0, 1, 0, 0, 0, 0, 0]);
        answer.push(address.len() as u8);
        answer.extend(address);
    }
    Some(answer)
}

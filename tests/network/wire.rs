//! A wire between two network namespaces, of real IP packets: it loses, delays and breaks as told.
//! Chance is always the same.

use std::fs::{File, OpenOptions};
use std::io::{Read, Write};
use std::os::fd::AsRawFd;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, mpsc};
use std::time::{Duration, Instant};

/// More than this does not wait at a slow wire: it is lost, as in every router.
const MOST_WAITING: Duration = Duration::from_secs(2);

/// How a wire is.
#[derive(Clone, Copy, Default)]
pub struct Weather {
    /// How many of 100 packets are lost, in each direction.
    pub loss_percent: u64,
    /// How long a packet takes, one way.
    pub delay: Duration,
    /// Bytes a second in each direction; 0: as many as there are.
    pub rate: u64,
    /// Nothing goes through.
    pub is_away: bool,
}

/// The wire.
pub struct Wire {
    weather: Arc<Mutex<Weather>>,
    lost: Arc<AtomicU64>,
}

impl Wire {
    /// Between two ends, each made in its namespace.
    pub fn between(game: File, service: File) -> Wire {
        let wire = Wire {
            weather: Arc::default(),
            lost: Arc::default(),
        };
        let back = (service.try_clone().unwrap(), game.try_clone().unwrap());
        wire.direction(game, service, 0x9E37_79B9_7F4A_7C15);
        wire.direction(back.0, back.1, 0xD1B5_4A32_D192_ED03);
        wire
    }

    pub fn set(&self, weather: Weather) {
        *self.weather.lock().unwrap() = weather;
    }

    /// How many packets were lost so far.
    pub fn lost(&self) -> u64 {
        self.lost.load(Ordering::Relaxed)
    }

    fn direction(&self, mut from: File, mut to: File, mut chance: u64) {
        let (weather, lost) = (Arc::clone(&self.weather), Arc::clone(&self.lost));
        let (send, receive) = mpsc::channel::<(Instant, Vec<u8>)>();
        std::thread::spawn(move || {
            let mut packet = [0; 2048];
            let mut free_at = Instant::now();
            while let Ok(length) = from.read(&mut packet) {
                let Weather {
                    loss_percent,
                    delay,
                    rate,
                    is_away,
                } = *weather.lock().unwrap();
                // Marsaglia's xorshift.
                chance ^= chance << 13;
                chance ^= chance >> 7;
                chance ^= chance << 17;
                let now = Instant::now();
                let waits = free_at.saturating_duration_since(now);
                if is_away || (chance >> 11) % 100 < loss_percent || waits > MOST_WAITING {
                    lost.fetch_add(1, Ordering::Relaxed);
                    continue;
                }
                let takes = (length as u64 * 1_000_000).checked_div(rate).unwrap_or(0);
                free_at = now + waits + Duration::from_micros(takes);
                let packet = (free_at + delay, packet[..length].to_vec());
                if send.send(packet).is_err() {
                    break;
                }
            }
        });
        std::thread::spawn(move || {
            for (due, packet) in receive {
                std::thread::sleep(due.saturating_duration_since(Instant::now()));
                // Refused while its end is down: lost.
                let _ = to.write_all(&packet);
            }
        });
    }
}

/// One end of a wire, in the network namespace of the calling thread.
pub fn end(name: &str) -> File {
    let file = OpenOptions::new()
        .read(true)
        .write(true)
        .open("/dev/net/tun")
        .expect("there is /dev/net/tun");
    // SAFETY: all zeroes are valid.
    let mut request: libc::ifreq = unsafe { std::mem::zeroed() };
    for (to, from) in request.ifr_name.iter_mut().zip(name.bytes()) {
        *to = from.cast_signed();
    }
    request.ifr_ifru.ifru_flags = (libc::IFF_TUN | libc::IFF_NO_PI) as libc::c_short;
    // SAFETY: the file is open, and the request is what this call wants.
    let made = unsafe { libc::ioctl(file.as_raw_fd(), libc::TUNSETIFF, &raw const request) };
    assert_eq!(made, 0, "{}", std::io::Error::last_os_error());
    file
}

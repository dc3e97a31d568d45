//! The limit: a bare epoll loop that knows what the server sends, splits lines with memchr and reads
//! no JSON.

use std::collections::{HashMap, VecDeque};
use std::io::{ErrorKind, Read, Write};
use std::net::TcpStream;
use std::os::fd::{AsRawFd, RawFd};
use std::sync::{Arc, Mutex};
use std::thread;

use memchr::{memchr, memmem};

use super::{BODY, Client, Heard, KEY, Place};

pub struct Raw {
    host: String,
    path: String,
    epoll: RawFd,
    shared: Arc<Shared>,
}

#[derive(Default)]
struct Shared {
    queue: Mutex<VecDeque<Event>>,
    chats: Mutex<HashMap<RawFd, Chat>>,
}

enum Event {
    Words(String),
    End,
}

struct Chat {
    stream: TcpStream,
    line: Vec<u8>,
}

impl Raw {
    pub fn new(place: &Place<'_>) -> Raw {
        let (host, path) = place.url["http://".len()..]
            .split_once('/')
            .expect("a path");
        // SAFETY: no pointers.
        let epoll = unsafe { libc::epoll_create1(libc::EPOLL_CLOEXEC) };
        assert!(epoll >= 0);
        let shared = Arc::<Shared>::default();
        let theirs = Arc::clone(&shared);
        thread::spawn(move || work(epoll, &theirs));
        let (host, path) = (host.to_owned(), path.to_owned());
        Raw {
            host,
            path,
            epoll,
            shared,
        }
    }
}

fn work(epoll: RawFd, shared: &Shared) {
    let mut ready = [libc::epoll_event { events: 0, u64: 0 }; 256];
    let mut piece = vec![0; 16 << 10];
    loop {
        // SAFETY: there is room for so many.
        let count = unsafe { libc::epoll_wait(epoll, ready.as_mut_ptr(), 256, -1) };
        let mut chats = shared.chats.lock().expect("the chats");
        for event in ready.iter().take(count.max(0) as usize) {
            let handle = event.u64 as RawFd;
            let Some(chat) = chats.get_mut(&handle) else {
                continue;
            };
            match chat.stream.read(&mut piece) {
                Ok(count @ 1..) => {
                    if chat.take(&piece[..count], &shared.queue) {
                        chats.remove(&handle);
                    }
                }
                Err(error) if error.kind() == ErrorKind::WouldBlock => {}
                other => panic!("{other:?}"),
            }
        }
    }
}

impl Chat {
    /// True at the end of the chat.
    fn take(&mut self, mut bytes: &[u8], queue: &Mutex<VecDeque<Event>>) -> bool {
        while let Some(end) = memchr(b'\n', bytes) {
            let (rest_of_line, rest) = bytes.split_at(end);
            let is_over = if self.line.is_empty() {
                take_line(rest_of_line, queue)
            } else {
                self.line.extend_from_slice(rest_of_line);
                let is_over = take_line(&self.line, queue);
                self.line.clear();
                is_over
            };
            if is_over {
                return true;
            }
            bytes = &rest[1..];
        }
        self.line.extend_from_slice(bytes);
        false
    }
}

fn take_line(line: &[u8], queue: &Mutex<VecDeque<Event>>) -> bool {
    const TEXT: &[u8] = b"\"text\":\"";
    let event = if line == b"event: fin" {
        Event::End
    } else if line.starts_with(b"data: {") {
        let from = memmem::find(line, TEXT).expect("a text") + TEXT.len();
        let to = from + memchr(b'"', &line[from..]).expect("its end");
        Event::Words(String::from_utf8_lossy(&line[from..to]).into_owned())
    } else {
        return false;
    };
    let is_over = matches!(event, Event::End);
    queue.lock().expect("the queue").push_back(event);
    is_over
}

impl Client for Raw {
    fn chat(&mut self) {
        let Raw { host, path, .. } = self;
        let mut stream = TcpStream::connect(&*host).expect("a connection");
        let head = format!(
            "POST /{path} HTTP/1.1\r\nhost: {host}\r\nauthorization: Bearer {KEY}\r\n\
             content-type: application/json\r\ncontent-length: {}\r\n\r\n{BODY}",
            BODY.len()
        );
        stream.write_all(head.as_bytes()).expect("a connection");
        stream.set_nonblocking(true).expect("a connection");
        let handle = stream.as_raw_fd();
        let chat = Chat {
            stream,
            line: Vec::new(),
        };
        self.shared
            .chats
            .lock()
            .expect("the chats")
            .insert(handle, chat);
        let mut event = libc::epoll_event {
            events: libc::EPOLLIN as u32,
            u64: handle as u64,
        };
        // SAFETY: the event is readable.
        unsafe { libc::epoll_ctl(self.epoll, libc::EPOLL_CTL_ADD, handle, &raw mut event) };
    }

    fn poll(&mut self) -> Option<Heard> {
        let event = self.shared.queue.lock().expect("the queue").pop_front()?;
        Some(match event {
            Event::Words(text) => Heard::words(&text),
            Event::End => Heard::End,
        })
    }
}

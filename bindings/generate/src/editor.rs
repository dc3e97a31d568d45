//! Which options an editor shows, where and how. All others are offered there, too, through one
//! dictionary of names and values.

/// How an editor shows an option.
pub enum Widget {
    Plain,
    /// Several lines of text.
    Lines,
    /// A file anywhere on the machine.
    File,
}

/// An option that editors show.
pub struct Shown {
    /// The option's name in C.
    pub name: &'static str,
    pub category: &'static str,
    pub widget: Widget,
}

const fn shown(category: &'static str, name: &'static str, widget: Widget) -> Shown {
    Shown {
        name,
        category,
        widget,
    }
}

/// The options that editors show, in their order. Keys and recordings to replay are not here: each
/// engine has its own way for them.
pub const SHOWN: &[Shown] = &[
    shown("Service", "service", Widget::Plain),
    shown("Service", "base_url", Widget::Plain),
    shown("Timeouts", "connect_timeout_ms", Widget::Plain),
    shown("Timeouts", "first_byte_timeout_ms", Widget::Plain),
    shown("Timeouts", "idle_timeout_ms", Widget::Plain),
    shown("Timeouts", "total_timeout_ms", Widget::Plain),
    shown("Timeouts", "max_retries", Widget::Plain),
    shown("Recordings", "record_path", Widget::Plain),
    shown("Recordings", "replay_speed", Widget::Plain),
    shown("Log", "log_level", Widget::Plain),
    shown("Network", "extra_headers", Widget::Lines),
    shown("Network", "proxy_url", Widget::Plain),
    shown("Network", "ca_file", Widget::File),
    shown("Network", "allow_http", Widget::Plain),
    shown("Advanced", "max_requests", Widget::Plain),
    shown("Advanced", "max_history_characters", Widget::Plain),
];

/// How the option is shown; `None`: it is not.
pub fn shown_as(name: &str) -> Option<&'static Shown> {
    SHOWN.iter().find(|it| it.name == name)
}

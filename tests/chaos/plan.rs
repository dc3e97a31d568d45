//! What is to happen in a chat: made from the run's seed and the chat's number alone, so that the same
//! seed repeats it, and the game and the server know it without talking to each other.

/// Numbers by chance (SplitMix64), the same ones every time.
#[derive(Clone, Debug)]
pub struct Dice(u64);

impl Dice {
    pub fn new(seed: u64, number: u64) -> Dice {
        let mut dice = Dice(seed ^ number.wrapping_mul(0xd134_2543_de82_ef95));
        dice.roll();
        dice
    }

    fn roll(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// From 0 to `most - 1`.
    pub fn below(&mut self, most: u64) -> u64 {
        self.roll() % most
    }

    pub fn pick<T: Copy>(&mut self, from: &[T]) -> T {
        from[self.below(from.len() as u64) as usize]
    }
}

/// The wire that the chat goes over: the four services, one of them in both of its forms.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Form {
    Rpggo,
    PersonaWeb,
    PersonaSdk,
    Aurora,
    Openai,
}

pub const FORMS: [Form; 5] = [
    Form::Rpggo,
    Form::PersonaWeb,
    Form::PersonaSdk,
    Form::Aurora,
    Form::Openai,
];

/// What goes wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Fault {
    Nothing,
    ByteByByte,
    Pieces,
    SlowHead,
    Heartbeats,
    HalfCharacter,
    NoEnd,
    HeldOpen,
    Retried,
    Refused,
    ResetBefore,
    ResetInside,
    CutAtOnce,
    CutInside,
    SilentBefore,
    SilentInside,
    NoHttp,
    EndlessHeaders,
    Garbage,
    NotJson,
    TooDeep,
    Oversize,
    WrongStatus,
    Redirect,
    WrongType,
    ErrorInside,
}

/// How many chats of a thousand have it.
const SHARES: [(Fault, u64); 26] = [
    (Fault::Nothing, 200),
    (Fault::ByteByByte, 50),
    (Fault::Pieces, 110),
    (Fault::SlowHead, 30),
    (Fault::Heartbeats, 40),
    (Fault::HalfCharacter, 40),
    (Fault::NoEnd, 30),
    (Fault::HeldOpen, 20),
    (Fault::Retried, 30),
    (Fault::Refused, 30),
    (Fault::ResetBefore, 40),
    (Fault::ResetInside, 50),
    (Fault::CutAtOnce, 20),
    (Fault::CutInside, 50),
    (Fault::SilentBefore, 15),
    (Fault::SilentInside, 15),
    (Fault::NoHttp, 30),
    (Fault::EndlessHeaders, 10),
    (Fault::Garbage, 20),
    (Fault::NotJson, 30),
    (Fault::TooDeep, 20),
    (Fault::Oversize, 20),
    (Fault::WrongStatus, 50),
    (Fault::Redirect, 10),
    (Fault::WrongType, 10),
    (Fault::ErrorInside, 30),
];

/// When the game cancels it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cancel {
    Never,
    AtOnce,
    AfterEvents(u64),
    /// By a thread that neither started it nor polls.
    ByAnother,
}

#[derive(Clone, Debug)]
pub struct Plan {
    pub number: u64,
    pub form: Form,
    pub fault: Fault,
    pub cancel: Cancel,
    /// In a client of its own that is freed in the middle of it.
    pub is_visit: bool,
    /// For what the fault still leaves open.
    pub dice: Dice,
}

impl Plan {
    pub fn of(seed: u64, number: u64) -> Plan {
        let mut dice = Dice::new(seed, number);
        let form = dice.pick(&FORMS);
        let mut at = dice.below(1000);
        let share = SHARES.iter().find(|(_, share)| {
            let is_it = at < *share;
            at = at.wrapping_sub(*share);
            is_it
        });
        let fault = share.map_or(Fault::Nothing, |(fault, _)| *fault);
        let cancel = match dice.below(100) {
            0..3 => Cancel::AtOnce,
            3..6 => Cancel::AfterEvents(dice.below(6)),
            6..9 => Cancel::ByAnother,
            _ => Cancel::Never,
        };
        Plan {
            number,
            form,
            fault,
            cancel,
            is_visit: dice.below(100) == 0,
            dice,
        }
    }

    /// What the player says: the number, for the server to find.
    pub fn message(&self) -> String {
        format!("chat#{:012}#", self.number)
    }

    /// The number of the chat whose request has this body: the last one in it, for it may bring the
    /// earlier ones of its session along.
    pub fn number_in(body: &[u8]) -> Option<u64> {
        const MARK: &[u8] = b"chat#";
        let at = body.windows(MARK.len()).rposition(|it| it == MARK)? + MARK.len();
        std::str::from_utf8(body.get(at..at + 12)?)
            .ok()?
            .parse()
            .ok()
    }
}

#[test]
fn all_shares_are_a_thousand() {
    assert_eq!(SHARES.iter().map(|it| it.1).sum::<u64>(), 1000);
}

#[test]
fn the_same_seed_is_the_same_plan() {
    for number in 0..1000 {
        let [one, other] = [7, 7].map(|seed| format!("{:?}", Plan::of(seed, number)));
        assert_eq!(one, other);
    }
    let faults = |seed| (0..50).map(move |number| Plan::of(seed, number).fault);
    assert!(!faults(1).eq(faults(2)));
}

//! Figures of several contestants from one run, taken in turns: what else the machine does meanwhile
//! hits all of them alike.

/// What one contestant was measured at.
#[derive(Debug, Clone, Default)]
pub struct Samples(Vec<f64>);

impl Samples {
    pub fn push(&mut self, value: f64) {
        self.0.push(value);
    }

    /// The value below which that share of all is: 0.5 for the median.
    pub fn quantile(&self, share: f64) -> f64 {
        let mut sorted = self.0.clone();
        sorted.sort_by(f64::total_cmp);
        let last = sorted.len().saturating_sub(1);
        let at = (last as f64 * share).round() as usize;
        sorted.get(at).copied().unwrap_or(f64::NAN)
    }

    pub fn median(&self) -> f64 {
        self.quantile(0.5)
    }

    /// From the first quartile to the third.
    pub fn spread(&self) -> (f64, f64) {
        (self.quantile(0.25), self.quantile(0.75))
    }
}

impl FromIterator<f64> for Samples {
    fn from_iter<I: IntoIterator<Item = f64>>(values: I) -> Samples {
        Samples(values.into_iter().collect())
    }
}

/// Who is measured: a name, and what gives one figure.
pub struct Contestant<'a> {
    pub name: &'a str,
    pub measure: Box<dyn FnMut() -> f64 + 'a>,
}

/// Measures each once a round; the order turns, and a first round is thrown away.
pub fn side_by_side(rounds: usize, contestants: &mut [Contestant<'_>]) -> Vec<Samples> {
    let mut all = vec![Samples::default(); contestants.len()];
    for round in 0..=rounds {
        for step in 0..contestants.len() {
            let which = (round + step) % contestants.len();
            let value = (contestants[which].measure)();
            if round > 0 {
                all[which].push(value);
            }
        }
    }
    all
}

//! Tables as Markdown: for the terminal and for docs/performance.md.

use crate::measure::Samples;

pub struct Table {
    /// What stands in docs/performance.md around it: `<!-- NAME -->` and `<!-- /NAME -->`.
    pub name: &'static str,
    pub title: String,
    pub head: Vec<String>,
    pub rows: Vec<Vec<String>>,
}

impl Table {
    pub fn new(name: &'static str, title: impl Into<String>, head: &[&str]) -> Table {
        Table {
            name,
            title: title.into(),
            head: head.iter().map(ToString::to_string).collect(),
            rows: Vec::new(),
        }
    }

    pub fn row(&mut self, cells: &[String]) {
        self.rows.push(cells.to_vec());
    }

    /// A row for each contestant: median, quartiles, and how many times the first one's median it is.
    pub fn contest(
        name: &'static str,
        title: impl Into<String>,
        unit: &str,
        measured: &[(&str, &Samples)],
    ) -> Table {
        let head = ["who", unit, "quartiles", "times rpggo's"];
        let mut table = Table::new(name, title, &head);
        let first = measured.first().map_or(f64::NAN, |it| it.1.median());
        for (who, samples) in measured {
            let (low, high) = samples.spread();
            table.row(&[
                (*who).to_owned(),
                number(samples.median()),
                format!("{} to {}", number(low), number(high)),
                format!("{:.2}", samples.median() / first),
            ]);
        }
        table
    }

    pub fn markdown(&self) -> String {
        let mut lines = vec![format!("**{}**", self.title), String::new()];
        lines.push(format!("| {} |", self.head.join(" | ")));
        lines.push("|---".repeat(self.head.len()) + "|");
        lines.extend(
            self.rows
                .iter()
                .map(|row| format!("| {} |", row.join(" | "))),
        );
        lines.join("\n") + "\n"
    }
}

/// Three figures that matter, no more.
pub fn number(value: f64) -> String {
    match value.abs() {
        size if size >= 100.0 => format!("{value:.0}"),
        size if size >= 10.0 => format!("{value:.1}"),
        size if size >= 1.0 => format!("{value:.2}"),
        _ => format!("{value:.3}"),
    }
}

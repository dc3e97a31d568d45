//! How cost grows, as a picture for the docs.

use std::error::Error;
use std::path::Path;

use plotters::prelude::*;

pub struct Line<'a> {
    pub name: &'a str,
    pub points: Vec<(f64, f64)>,
}

/// Draws lines over a logarithmic axis to the right and one from zero upwards.
pub fn draw(
    path: &Path,
    title: &str,
    (right, up): (&str, &str),
    lines: &[Line<'_>],
) -> Result<(), Box<dyn Error>> {
    const COLORS: [RGBColor; 6] = [
        RGBColor(0xd0, 0x3b, 0x2f),
        RGBColor(0x2b, 0x5f, 0xa8),
        RGBColor(0x3b, 0x8f, 0x5a),
        RGBColor(0x8a, 0x5a, 0xa0),
        RGBColor(0xb0, 0x7d, 0x1e),
        RGBColor(0x55, 0x55, 0x55),
    ];
    let all = || lines.iter().flat_map(|line| line.points.iter().copied());
    let first = all().map(|it| it.0).fold(f64::MAX, f64::min);
    let last = all().map(|it| it.0).fold(f64::MIN, f64::max);
    let top = all().map(|it| it.1).fold(0.0, f64::max) * 1.3;

    let area = SVGBackend::new(path, (760, 420)).into_drawing_area();
    area.fill(&WHITE)?;
    let mut chart = ChartBuilder::on(&area)
        .caption(title, ("sans-serif", 18))
        .margin(12)
        .margin_right(40)
        .x_label_area_size(44)
        .y_label_area_size(64)
        .build_cartesian_2d((first..last).log_scale(), 0.0..top)?;
    chart
        .configure_mesh()
        .x_desc(right)
        .y_desc(up)
        .x_label_formatter(&f64::to_string)
        .light_line_style(TRANSPARENT)
        .draw()?;
    for (line, color) in lines.iter().zip(COLORS.iter().cycle()) {
        let style = color.stroke_width(2);
        chart
            .draw_series(LineSeries::new(line.points.iter().copied(), style).point_size(3))?
            .label(line.name)
            .legend(move |(x, y)| PathElement::new([(x, y), (x + 18, y)], style));
    }
    chart
        .configure_series_labels()
        .position(SeriesLabelPosition::UpperLeft)
        .background_style(WHITE.mix(0.8))
        .draw()?;
    area.present()?;
    Ok(())
}

//! Draws `docs/qr.png`: the steps that turn the pixels of a code into modules.

use crate::budget::Budget;
use crate::edges::edges;
use crate::finder::{Search, finders};
use crate::grid::grids;
use crate::number::{floor, index, real};
use crate::plane::Plane;
use crate::point::Point;
use crate::sample::{Places, Shades};
use crate::triple::triples;
use std::fs::File;
use std::io::{BufReader, BufWriter};

/// The picture's side in pixels, and its magnification in the panels.
const SIDE: usize = 150;
const SCALE: usize = 3;
const PANELS: usize = 4;
const PATH: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/qr.png");

const RED: [u8; 3] = [214, 39, 40];
const BLUE: [u8; 3] = [31, 119, 220];
const GREEN: [u8; 3] = [0, 150, 90];

/// Four panels side by side.
struct Canvas {
    rgb: Vec<[u8; 3]>,
}

impl Canvas {
    const WIDTH: usize = SIDE * SCALE * PANELS;

    /// Each panel shows the picture.
    fn of(picture: &Plane) -> Self {
        let rows = (0..SIDE * SCALE).flat_map(|y| {
            (0..Self::WIDTH).map(move |x| [picture.row(y / SCALE)[x / SCALE % SIDE]; 3])
        });
        Self { rgb: rows.collect() }
    }

    /// A square dot at a position of the picture, `reach` panel pixels to each side.
    fn dot(&mut self, panel: usize, at: Point, reach: i32, colour: [u8; 3]) {
        let scale = real(SCALE);
        for y in -reach..=reach {
            for x in -reach..=reach {
                let (x, y) = (floor(at.x * scale) + x, floor(at.y * scale) + y);
                let is_inside = |at: i32| at >= 0 && index(at) < SIDE * SCALE;
                if is_inside(x) && is_inside(y) {
                    self.rgb[index(y) * Self::WIDTH + panel * SIDE * SCALE + index(x)] = colour;
                }
            }
        }
    }

    fn line(&mut self, panel: usize, from: Point, to: Point, colour: [u8; 3]) {
        let steps = floor((to - from).length() * real(SCALE));
        for step in 0..=steps {
            let way = f64::from(step) / f64::from(steps);
            self.dot(panel, from + (to - from) * way, 1, colour);
        }
    }
}

/// A code turned by the angle whose sine is 0.28, light on dark, with a shadow across it.
fn picture() -> Plane {
    let symbol = crate::draw("otpauth://totp/IATA:jane?secret=JBSWY3DPEHPK3PXP").unwrap();
    let middle = Point::new(real(SIDE) / 2.0, real(SIDE) / 2.0);
    let mut rgba = Vec::new();
    for y in 0..SIDE {
        for x in 0..SIDE {
            let mut ink = 0.0;
            for part in 0..16_usize {
                let (i, j) = (real(part % 4) / 4.0 + 0.125, real(part / 4) / 4.0 + 0.125);
                let away = Point::new(real(x) + i, real(y) + j) - middle;
                let turned = |u: f64, v: f64| {
                    floor((away.x * u + away.y * v) / 3.2 + real(symbol.size()) / 2.0)
                };
                let (x, y) = (turned(0.96, 0.28), turned(-0.28, 0.96));
                ink += f64::from(u8::from(x >= 0 && y >= 0 && symbol.is_dark(index(x), index(y))))
                    / 16.0;
            }
            let light = 235.0 - 0.7 * real(x);
            let shade = crate::number::shade(40.0 + ink * (light - 40.0));
            rgba.extend([shade, shade, shade, 255]);
        }
    }
    Plane::luma(&rgba, SIDE)
}

fn draw_panels() -> Canvas {
    let plane = picture();
    let mut canvas = Canvas::of(&plane);
    let mut budget = Budget::new(u64::MAX);
    let mut line = Vec::new();
    for y in (2..SIDE).step_by(5) {
        edges(plane.row(y), 20, &mut line);
        for edge in &line[1..line.len() - 1] {
            let colour = if edge.after > edge.before { RED } else { BLUE };
            canvas.dot(0, Point::new(edge.at, real(y) + 0.5), 2, colour);
        }
    }
    let found = finders(&plane, &Search { stride: 2, depth: 20 }, &mut budget);
    let three = triples(&found, &mut budget)[0].members.map(|member| &found[member]);
    for finder in three {
        let reach = 2.5 * finder.module;
        for turn in [(0.96, 0.28), (-0.28, 0.96), (0.48, 0.88), (-0.48, 0.88), (0.88, -0.48)] {
            let ray = Point::new(turn.0, turn.1).unit();
            for way in [1.0, -1.0] {
                let ring = finder.reach(&plane, ray * way).unwrap_or(reach);
                canvas.dot(1, finder.centre + ray * (way * ring), 3, RED);
            }
        }
        canvas.dot(1, finder.centre, 4, RED);
    }
    let [corner, right, below] = three;
    canvas.line(1, corner.centre, right.centre, GREEN);
    canvas.line(1, corner.centre, below.centre, GREEN);
    let grid = grids(&plane, three, &mut budget).swap_remove(0);
    let places = Places::of(&grid, &mut budget).unwrap();
    let shades = Shades::of(&plane, &places, Point::default(), &mut budget).unwrap();
    let modules = shades.modules();
    let corners = grid.corners();
    for (from, to) in corners.iter().zip(corners.iter().cycle().skip(1)) {
        canvas.line(2, *from, *to, GREEN);
    }
    for (at, is_dark) in modules.bits.iter().enumerate() {
        let place = grid.at(real(at % grid.size) + 0.5, real(at / grid.size) + 0.5);
        canvas.dot(2, place, 2, if *is_dark { RED } else { BLUE });
    }
    let margin = real(SIDE) * 0.1;
    let module = (real(SIDE) - 2.0 * margin) / real(grid.size);
    for y in 0..SIDE * SCALE {
        for x in 0..SIDE * SCALE {
            let at = |v: usize| floor((real(v) / real(SCALE) - margin) / module);
            let (column, row) = (at(x), at(y));
            let is_inside = |v: i32| v >= 0 && index(v) < grid.size;
            let is_dark = is_inside(column)
                && is_inside(row)
                && modules.bits[index(row) * grid.size + index(column)];
            canvas.rgb[y * Canvas::WIDTH + 3 * SIDE * SCALE + x] =
                [255 - 255 * u8::from(is_dark); 3];
        }
    }
    canvas
}

#[test]
#[ignore = "writes docs/qr.png: run it after a change that the next test notices"]
fn draw_the_picture_of_the_pipeline() {
    let file = BufWriter::new(File::create(PATH).unwrap());
    let [width, height] = [Canvas::WIDTH, SIDE * SCALE].map(|side| u32::try_from(side).unwrap());
    let mut encoder = png::Encoder::new(file, width, height);
    encoder.set_color(png::ColorType::Rgb);
    let mut writer = encoder.write_header().unwrap();
    writer.write_image_data(draw_panels().rgb.as_flattened()).unwrap();
}

#[test]
fn the_picture_of_the_pipeline_is_what_the_code_does() {
    let file = BufReader::new(File::open(PATH).unwrap());
    let mut reader = png::Decoder::new(file).read_info().unwrap();
    let mut rgb = vec![0; reader.output_buffer_size().unwrap()];
    reader.next_frame(&mut rgb).unwrap();
    assert!(rgb == draw_panels().rgb.as_flattened(), "cargo test -p postern-qr -- --ignored");
}

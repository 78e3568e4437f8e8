//! Contrast between two colours, after WCAG 2.2 (definitions of relative luminance and of contrast ratio), in whole
//! numbers.

use crate::evidence::Rgb;

/// How much light each value of a channel is, in millionths: the curve of sRGB.
#[rustfmt::skip]
const LIGHT: [u32; 256] = [
    0, 304, 607, 911, 1_214, 1_518, 1_821, 2_125, 2_428, 2_732, 3_035, 3_347, 3_677, 4_025, 4_391, 4_777,
    5_182, 5_605, 6_049, 6_512, 6_995, 7_499, 8_023, 8_568, 9_134, 9_721, 10_330, 10_960, 11_612, 12_286, 12_983, 13_702,
    14_444, 15_209, 15_996, 16_807, 17_642, 18_500, 19_382, 20_289, 21_219, 22_174, 23_153, 24_158, 25_187, 26_241, 27_321, 28_426,
    29_557, 30_713, 31_896, 33_105, 34_340, 35_601, 36_889, 38_204, 39_546, 40_915, 42_311, 43_735, 45_186, 46_665, 48_172, 49_707,
    51_269, 52_861, 54_480, 56_128, 57_805, 59_511, 61_246, 63_010, 64_803, 66_626, 68_478, 70_360, 72_272, 74_214, 76_185, 78_187,
    80_220, 82_283, 84_376, 86_500, 88_656, 90_842, 93_059, 95_307, 97_587, 99_899, 102_242, 104_616, 107_023, 109_462, 111_932, 114_435,
    116_971, 119_538, 122_139, 124_772, 127_438, 130_136, 132_868, 135_633, 138_432, 141_263, 144_128, 147_027, 149_960, 152_926, 155_926, 158_961,
    162_029, 165_132, 168_269, 171_441, 174_647, 177_888, 181_164, 184_475, 187_821, 191_202, 194_618, 198_069, 201_556, 205_079, 208_637, 212_231,
    215_861, 219_526, 223_228, 226_966, 230_740, 234_551, 238_398, 242_281, 246_201, 250_158, 254_152, 258_183, 262_251, 266_356, 270_498, 274_677,
    278_894, 283_149, 287_441, 291_771, 296_138, 300_544, 304_987, 309_469, 313_989, 318_547, 323_143, 327_778, 332_452, 337_164, 341_914, 346_704,
    351_533, 356_400, 361_307, 366_253, 371_238, 376_262, 381_326, 386_429, 391_572, 396_755, 401_978, 407_240, 412_543, 417_885, 423_268, 428_690,
    434_154, 439_657, 445_201, 450_786, 456_411, 462_077, 467_784, 473_531, 479_320, 485_150, 491_021, 496_933, 502_886, 508_881, 514_918, 520_996,
    527_115, 533_276, 539_479, 545_724, 552_011, 558_340, 564_712, 571_125, 577_580, 584_078, 590_619, 597_202, 603_827, 610_496, 617_207, 623_960,
    630_757, 637_597, 644_480, 651_406, 658_375, 665_387, 672_443, 679_542, 686_685, 693_872, 701_102, 708_376, 715_694, 723_055, 730_461, 737_910,
    745_404, 752_942, 760_525, 768_151, 775_822, 783_538, 791_298, 799_103, 806_952, 814_847, 822_786, 830_770, 838_799, 846_873, 854_993, 863_157,
    871_367, 879_622, 887_923, 896_269, 904_661, 913_099, 921_582, 930_111, 938_686, 947_307, 955_973, 964_686, 973_445, 982_251, 991_102, 1_000_000,
];

/// Luminance in ten-thousand-millionths.
fn luminance(Rgb(channels): Rgb) -> u64 {
    let weights = [2126, 7152, 722];
    let light = |channel: u8| u64::from(LIGHT.get(usize::from(channel)).copied().unwrap_or(0));
    channels.into_iter().zip(weights).map(|(channel, weight)| light(channel) * weight).sum()
}

/// Whether text in `colour` can be read on `paper`: a contrast of at least 4.5 to 1 (AA).
pub(super) fn passes_on(paper: Rgb, colour: Rgb) -> bool {
    let (a, b) = (luminance(paper), luminance(colour));
    // 0.05 is light that any screen throws back.
    let glare = 500_000_000;
    10 * (a.max(b) + glare) >= 45 * (a.min(b) + glare)
}

/// The nearest colour that can be read, between this one and black or white, whichever is further from the paper.
pub(super) fn nearest_on(paper: Rgb, colour: Rgb) -> Rgb {
    let end = if luminance(paper) > 10_000_000_000 / 5 { 0 } else { 255 };
    let towards = |step: u32| {
        let mixed = |channel: u8| {
            let sum = u32::from(channel) * (255 - step) + end * step;
            u8::try_from((sum + 127) / 255).unwrap_or(u8::MAX)
        };
        Rgb(colour.0.map(mixed))
    };
    (0..=255).map(towards).find(|one| passes_on(paper, *one)).unwrap_or_else(|| towards(255))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_curve_is_that_of_the_standard() {
        for (value, light) in LIGHT.iter().enumerate() {
            let c = f64::from(u8::try_from(value).expect("a channel")) / 255.0;
            let exact = if c <= 0.04045 { c / 12.92 } else { ((c + 0.055) / 1.055).powf(2.4) };
            assert!((f64::from(*light) / 1e6 - exact).abs() <= 0.51e-6, "{value}");
        }
    }

    /// Pairs beside the line, as published calculators judge them: 4.54 and 4.48.
    #[test]
    fn known_greys() {
        let white = Rgb([255; 3]);
        assert!(passes_on(white, Rgb([0x76; 3])) && !passes_on(white, Rgb([0x77; 3])));
        assert_eq!(nearest_on(white, Rgb([0x77; 3])), Rgb([0x76; 3]));
        assert!(passes_on(Rgb([0; 3]), Rgb([0x75; 3])) && !passes_on(Rgb([0; 3]), Rgb([0x70; 3])));
    }

    #[test]
    fn there_is_always_a_colour_that_can_be_read() {
        for paper in [Rgb([255; 3]), Rgb([0x17, 0x19, 0x1d])] {
            for n in 0..4096_u32 {
                let channel = |shift: u32| u8::try_from((n >> shift & 15) * 17).expect("a channel");
                let colour = Rgb([channel(8), channel(4), channel(0)]);
                assert!(passes_on(paper, nearest_on(paper, colour)), "{colour} {paper}");
            }
        }
    }
}

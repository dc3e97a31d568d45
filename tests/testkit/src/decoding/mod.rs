//! What has to hold whatever bytes are decoded: fuzz targets call it with bytes of their own, tests
//! with all that are known.

pub mod recording;
pub mod response;
pub mod sse;

/// The same bytes cut in other ways: into single bytes, and into pieces of many sizes. The sizes
/// follow from the bytes, so that the same bytes are always cut alike.
fn cuts(bytes: &[u8]) -> [Vec<&[u8]>; 2] {
    let seed = bytes.iter().fold(0xcbf2_9ce4_8422_2325_u64, |hash, &byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    });
    let mut state = seed;
    let mut pieces = Vec::new();
    let mut rest = bytes;
    while !rest.is_empty() {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1);
        let size = 1 << (state >> 61);
        let (piece, more) = rest.split_at(rest.len().min(size + (state >> 40) as usize % size));
        pieces.push(piece);
        rest = more;
    }
    [bytes.chunks(1).collect(), pieces]
}

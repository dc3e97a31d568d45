use crate::Generated;
use crate::interface::Interface;

pub fn files(_: &Interface) -> Vec<Generated> {
    Vec::new()
}

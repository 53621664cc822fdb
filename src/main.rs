//! The program of the page.

fn main() {
    battledex_page::start_page();
}

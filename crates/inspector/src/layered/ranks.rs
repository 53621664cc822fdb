//! The layer of each node.

/// The longest way that leads to each node; what nothing leads to stands right above the first that reads it.
pub(super) fn ranks(count: usize, edges: &[Option<(usize, usize)>]) -> Vec<usize> {
    let mut below = vec![Vec::new(); count];
    let mut incoming = vec![0; count];
    for &(from, to) in edges.iter().flatten() {
        below[from].push(to);
        incoming[to] += 1;
    }
    let mut ranks = vec![0; count];
    let mut waiting = incoming.clone();
    let mut ready: Vec<usize> = (0..count).filter(|&node| incoming[node] == 0).collect();
    while let Some(node) = ready.pop() {
        for &to in &below[node] {
            ranks[to] = ranks[to].max(ranks[node] + 1);
            waiting[to] -= 1;
            if waiting[to] == 0 {
                ready.push(to);
            }
        }
    }
    for node in (0..count).filter(|&node| incoming[node] == 0) {
        if let Some(first) = below[node].iter().map(|&to| ranks[to]).min() {
            ranks[node] = first - 1;
        }
    }
    ranks
}

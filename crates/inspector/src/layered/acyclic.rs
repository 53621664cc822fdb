//! Which edges have to be turned around so that there is no cycle.

/// Depth first: an edge to a node that is still being followed closes a cycle.
pub(super) fn turned(count: usize, edges: &[(usize, usize)]) -> Vec<bool> {
    let mut outgoing = vec![Vec::new(); count];
    for (number, &(from, to)) in edges.iter().enumerate() {
        if from < count && to < count {
            outgoing[from].push(number);
        }
    }
    let (mut begun, mut open) = (vec![false; count], vec![false; count]);
    let mut turned = vec![false; edges.len()];
    // Nodes on the way, and how many of their edges have been looked at.
    let mut way: Vec<(usize, usize)> = Vec::new();
    for start in 0..count {
        if begun[start] {
            continue;
        }
        (begun[start], open[start]) = (true, true);
        way.push((start, 0));
        while let Some((node, looked_at)) = way.last_mut() {
            let Some(&number) = outgoing[*node].get(*looked_at) else {
                open[*node] = false;
                way.pop();
                continue;
            };
            *looked_at += 1;
            let to = edges[number].1;
            if open[to] {
                turned[number] = true;
            } else if !begun[to] {
                (begun[to], open[to]) = (true, true);
                way.push((to, 0));
            }
        }
    }
    turned
}

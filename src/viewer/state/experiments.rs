//! Experiments that are searched and ordered here: a registry sends all of them at once.

use mlflow::Experiment;

/// The places of the experiments whose name, id or tags hold all words of `search`, in the order that an address says:
/// `name`, `updated`, `created` or `id`, with a `-` before it for the greatest first.
pub(crate) fn experiments_found(all: &[Experiment], search: &str, order: &str) -> Vec<usize> {
    let words: Vec<String> = search.split_whitespace().map(str::to_lowercase).collect();
    let holds = |experiment: &Experiment| {
        let mut text = format!("{}\n{}", experiment.name, experiment.experiment_id);
        for (key, value) in &experiment.tags {
            text.push_str(&format!("\n{key}={value}"));
        }
        let text = text.to_lowercase();
        words.iter().all(|word| text.contains(word))
    };
    let mut places: Vec<usize> = (0..all.len()).filter(|&place| holds(&all[place])).collect();
    let (descending, column) = match order.strip_prefix('-') {
        Some(column) => (true, column),
        None => (false, order),
    };
    match column {
        "name" => places.sort_by_cached_key(|&place| all[place].name.to_lowercase()),
        "updated" => places.sort_by_key(|&place| all[place].last_update_time),
        "created" => places.sort_by_key(|&place| all[place].creation_time),
        "id" => places.sort_by_cached_key(|&place| {
            let id = &all[place].experiment_id;
            (id.len(), id.clone())
        }),
        _ => return places,
    }
    if descending {
        places.reverse();
    }
    places
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn experiments_are_found_by_words_and_ordered() {
        let experiment = |id: &str, name: &str, updated: i64, tags: &str| -> Experiment {
            serde_json::from_value(serde_json::json!({
                "experiment_id": id, "name": name, "last_update_time": updated,
                "tags": [{"key": "team", "value": tags}],
            }))
            .unwrap()
        };
        let all = [
            experiment("10", "b", 1, "Red"),
            experiment("9", "A battle", 3, "blue"),
            experiment("1", "c", 2, "red"),
        ];
        assert_eq!(experiments_found(&all, "", ""), [0, 1, 2]);
        assert_eq!(experiments_found(&all, "TEAM=red", ""), [0, 2]);
        assert_eq!(experiments_found(&all, "battle blue", ""), [1]);
        assert_eq!(experiments_found(&all, "", "name"), [1, 0, 2]);
        assert_eq!(experiments_found(&all, "", "-updated"), [1, 2, 0]);
        assert_eq!(experiments_found(&all, "", "id"), [2, 1, 0]);
        assert_eq!(experiments_found(&all, "", "banana"), [0, 1, 2]);
    }
}

//! Every word of the page, once per language. A text that a language lacks does not compile.

mod dates;
mod en;
mod fr;
mod numbers;

use battle::{Category, Lang};

pub(crate) use self::Problem as ProblemTexts;
pub(crate) use dates::{date, day, short_day};
pub(crate) use numbers::{bytes, count, decimal, duration, exact, metric, percent, times};

/// The words of one language. Sentence case, no full stop after a single sentence, verbs on buttons.
pub(crate) struct Texts {
    pub(crate) lang: Lang,
    /// The language's code, for `lang` attributes.
    pub(crate) code: &'static str,
    pub(crate) shell: Shell,
    pub(crate) battle: Battle,
    pub(crate) model: Model,
    pub(crate) registry: Registry,
    pub(crate) settings: Settings,
    pub(crate) problem: Problem,
}

/// Words around every page.
pub(crate) struct Shell {
    pub(crate) tagline: &'static str,
    pub(crate) offline_ready: &'static str,
    pub(crate) offline_no: &'static str,
    pub(crate) skip: &'static str,
    pub(crate) navigation: &'static str,
    pub(crate) battle: &'static str,
    pub(crate) pokedex: &'static str,
    pub(crate) battles: &'static str,
    pub(crate) registry: &'static str,
    pub(crate) settings: &'static str,
    /// Label of the button that switches to the other language, in that language.
    pub(crate) other_language: &'static str,
    pub(crate) other_language_short: &'static str,
    pub(crate) theme: &'static str,
    pub(crate) theme_system: &'static str,
    pub(crate) theme_light: &'static str,
    pub(crate) theme_dark: &'static str,
    /// What a click on the theme button does: the argument is the theme that it sets.
    pub(crate) set_theme: fn(&str) -> String,
    pub(crate) not_found: &'static str,
    pub(crate) not_found_text: fn(&str) -> String,
    pub(crate) to_battle: &'static str,
    pub(crate) disclaimer: &'static str,
    pub(crate) loading: &'static str,
}

/// Words of the battle page.
pub(crate) struct Battle {
    pub(crate) title: &'static str,
    pub(crate) arena: &'static str,
    pub(crate) pokemon_a: &'static str,
    pub(crate) pokemon_b: &'static str,
    pub(crate) search_hint: &'static str,
    pub(crate) found: fn(usize) -> String,
    pub(crate) nobody_found: fn(&str) -> String,
    pub(crate) swap: &'static str,
    pub(crate) random: &'static str,
    pub(crate) why: &'static str,
    pub(crate) recent: &'static str,
    pub(crate) moves: &'static str,
    pub(crate) auto: &'static str,
    pub(crate) manual: &'static str,
    pub(crate) auto_hint: &'static str,
    pub(crate) manual_hint: &'static str,
    pub(crate) moves_of: fn(&str) -> String,
    pub(crate) chosen: fn(usize) -> String,
    pub(crate) uses: fn(&str) -> String,
    pub(crate) wins: fn(&str) -> String,
    pub(crate) probability: &'static str,
    pub(crate) probability_of: fn(&str) -> String,
    pub(crate) no_prediction: &'static str,
    pub(crate) predicting: &'static str,
    pub(crate) ranking: fn(&str, &str, &str) -> String,
    pub(crate) ranking_title: &'static str,
    pub(crate) column_rank: &'static str,
    pub(crate) column_move: &'static str,
    pub(crate) column_type: &'static str,
    pub(crate) column_power: &'static str,
    pub(crate) column_stab: &'static str,
    pub(crate) column_multiplier: &'static str,
    pub(crate) column_priority: &'static str,
    pub(crate) column_probability: &'static str,
    pub(crate) column_winner: &'static str,
    pub(crate) used: &'static str,
    pub(crate) recommended: &'static str,
    pub(crate) rules_differ: &'static str,
    pub(crate) rules_title: &'static str,
    pub(crate) rules_first: &'static str,
    pub(crate) rules_damage: fn(&str) -> String,
    pub(crate) rules_turns: fn(&str) -> String,
    pub(crate) rules_winner: &'static str,
    pub(crate) no_effect: &'static str,
    pub(crate) agree: &'static str,
    pub(crate) disagree: &'static str,
    pub(crate) stats_title: &'static str,
    pub(crate) defenses_title: &'static str,
    /// HP, attack, defense, special attack, special defense, speed.
    pub(crate) stats: [&'static str; 6],
    pub(crate) physical: &'static str,
    pub(crate) special: &'static str,
}

/// Words about the version that predicts.
pub(crate) struct Model {
    pub(crate) title: &'static str,
    pub(crate) version: fn(u64) -> String,
    pub(crate) accuracy: &'static str,
    pub(crate) digest: &'static str,
    pub(crate) digest_verified: &'static str,
    pub(crate) digest_unknown: &'static str,
    pub(crate) golden: &'static str,
    pub(crate) golden_result: fn(usize, usize) -> String,
    pub(crate) golden_absent: &'static str,
    pub(crate) golden_unreadable: &'static str,
    pub(crate) golden_failed: &'static str,
    pub(crate) size: &'static str,
    pub(crate) trees: &'static str,
    pub(crate) features: &'static str,
    pub(crate) resolving: &'static str,
    pub(crate) starting: &'static str,
    pub(crate) downloading: &'static str,
    pub(crate) received: fn(&str, Option<&str>) -> String,
    pub(crate) verifying: &'static str,
    pub(crate) compiling: &'static str,
    pub(crate) checking: &'static str,
    pub(crate) predicting: &'static str,
    pub(crate) details: &'static str,
    pub(crate) back_to_default: &'static str,
    /// Leads to the page that predicts every battle.
    pub(crate) every_battle: &'static str,
}

/// Words of the registry pages.
pub(crate) struct Registry {
    pub(crate) title: &'static str,
    pub(crate) bundled_text: &'static str,
    pub(crate) frozen_text: fn(&str) -> String,
    pub(crate) live_text: fn(&str) -> String,
    pub(crate) no_models: &'static str,
    pub(crate) no_stage: &'static str,
    pub(crate) created: &'static str,
    pub(crate) updated: &'static str,
    pub(crate) metrics: &'static str,
    pub(crate) parameters: &'static str,
    pub(crate) tags: &'static str,
    pub(crate) run: &'static str,
    pub(crate) none: &'static str,
    pub(crate) use_version: fn(u64) -> String,
    pub(crate) in_use: &'static str,
    pub(crate) skipped: fn(usize) -> String,
    pub(crate) no_run: &'static str,
    pub(crate) curve: &'static str,
    pub(crate) curve_metric: &'static str,
    pub(crate) curve_text: fn(&str, usize) -> String,
    pub(crate) no_curve: &'static str,
    pub(crate) no_such_version: fn(&str) -> String,
}

/// Words of the settings page.
pub(crate) struct Settings {
    pub(crate) title: &'static str,
    pub(crate) source: &'static str,
    pub(crate) bundled: &'static str,
    pub(crate) frozen: &'static str,
    pub(crate) mlflow: &'static str,
    pub(crate) url: &'static str,
    pub(crate) url_hint: &'static str,
    pub(crate) frozen_url: &'static str,
    pub(crate) frozen_hint: &'static str,
    pub(crate) model_name: &'static str,
    pub(crate) select_by: &'static str,
    pub(crate) by_stage: &'static str,
    pub(crate) by_alias: &'static str,
    pub(crate) by_version: &'static str,
    pub(crate) select_value: &'static str,
    pub(crate) credentials: &'static str,
    pub(crate) credentials_hint: &'static str,
    pub(crate) credentials_none: &'static str,
    pub(crate) credentials_basic: &'static str,
    pub(crate) credentials_bearer: &'static str,
    pub(crate) user: &'static str,
    pub(crate) password: &'static str,
    pub(crate) token: &'static str,
    pub(crate) connect: &'static str,
    pub(crate) connecting: &'static str,
    pub(crate) connected: fn(&str, u64) -> String,
    pub(crate) reset: &'static str,
    pub(crate) appearance: &'static str,
    pub(crate) language: &'static str,
    pub(crate) missing_name: &'static str,
    pub(crate) missing_value: &'static str,
    pub(crate) storage_off: &'static str,
}

/// Words of what went wrong: a title for each kind, and ways out.
pub(crate) struct Problem {
    pub(crate) retry: &'static str,
    pub(crate) reload: &'static str,
    pub(crate) restart_worker: &'static str,
    pub(crate) about: &'static str,
    pub(crate) examine: &'static str,
    pub(crate) open_settings: &'static str,
    pub(crate) open_registry: &'static str,
    pub(crate) unreachable: &'static str,
    pub(crate) silent: &'static str,
    pub(crate) hint_silent: &'static str,
    pub(crate) unreachable_server: &'static str,
    pub(crate) unreachable_cors: fn(&str) -> String,
    pub(crate) unreachable_proxy: &'static str,
    pub(crate) unreachable_local: &'static str,
    pub(crate) unauthorized: &'static str,
    pub(crate) forbidden: &'static str,
    pub(crate) not_found: &'static str,
    pub(crate) not_mlflow: &'static str,
    pub(crate) invalid_answer: &'static str,
    pub(crate) refused: &'static str,
    pub(crate) no_onnx: &'static str,
    pub(crate) no_such_version: &'static str,
    pub(crate) not_in_copy: &'static str,
    pub(crate) corrupt: &'static str,
    pub(crate) too_large: &'static str,
    pub(crate) invalid_address: &'static str,
    pub(crate) invalid_credentials: &'static str,
    pub(crate) cancelled: &'static str,
    pub(crate) digest_mismatch: &'static str,
    pub(crate) not_onnx: &'static str,
    pub(crate) unsupported: &'static str,
    pub(crate) unknown_features: &'static str,
    pub(crate) unknown_battle: &'static str,
    pub(crate) not_loaded: &'static str,
    pub(crate) bad_message: &'static str,
    pub(crate) worker_died: &'static str,
    pub(crate) browser_too_old: &'static str,
    pub(crate) not_served: &'static str,
    pub(crate) config: &'static str,
    pub(crate) program: &'static str,
    pub(crate) hint_program: &'static str,
    pub(crate) config_defaults: &'static str,
    pub(crate) unknown_pokemon: fn(&str) -> String,
    pub(crate) cannot_fight: fn(&str) -> String,
    pub(crate) unknown_move: fn(&str) -> String,
    pub(crate) not_learnt: fn(&str, &str) -> String,
    pub(crate) move_ignored: &'static str,
    pub(crate) choose_other: &'static str,
    pub(crate) hint_address: &'static str,
    pub(crate) hint_credentials: &'static str,
    pub(crate) hint_server: &'static str,
    pub(crate) hint_unauthorized: &'static str,
    pub(crate) hint_permission: &'static str,
    pub(crate) hint_host: &'static str,
    pub(crate) hint_not_found: &'static str,
    pub(crate) hint_not_mlflow: &'static str,
    pub(crate) hint_answer: &'static str,
    pub(crate) hint_server_log: &'static str,
    pub(crate) hint_no_onnx: &'static str,
    pub(crate) hint_no_such_version: &'static str,
    pub(crate) hint_not_in_copy: &'static str,
    pub(crate) hint_corrupt: &'static str,
    pub(crate) hint_digest: &'static str,
    pub(crate) hint_other_version: &'static str,
    pub(crate) hint_restart: &'static str,
    pub(crate) hint_reload: &'static str,
    pub(crate) hint_browser: &'static str,
}

/// The words of a language.
pub(crate) fn texts(lang: Lang) -> &'static Texts {
    match lang {
        Lang::En => &en::TEXTS,
        Lang::Fr => &fr::TEXTS,
    }
}

/// The language for a list of the browser's preferences, such as `["fr-CA", "en"]`: the first that the page speaks.
pub(crate) fn preferred<S: AsRef<str>>(preferences: impl IntoIterator<Item = S>) -> Lang {
    preferences.into_iter().find_map(|tag| from_code(tag.as_ref())).unwrap_or(Lang::En)
}

/// The language of a tag such as `fr-CA`.
pub(crate) fn from_code(tag: &str) -> Option<Lang> {
    match tag.split(['-', '_']).next()?.to_ascii_lowercase().as_str() {
        "fr" => Some(Lang::Fr),
        "en" => Some(Lang::En),
        _ => None,
    }
}

/// The language that a query such as `lang=fr&x=1` names exactly.
pub(crate) fn named(query: &str) -> Option<Lang> {
    let code = query.split('&').find_map(|pair| pair.strip_prefix("lang="))?;
    [Lang::En, Lang::Fr].into_iter().find(|lang| texts(*lang).code == code)
}

/// The same query with another language; what else it says stays.
pub(crate) fn with_language(query: &str, lang: Lang) -> String {
    let others = query.split('&').filter(|pair| !pair.is_empty() && !pair.starts_with("lang="));
    let own = format!("lang={}", texts(lang).code);
    others.chain([own.as_str()]).collect::<Vec<_>>().join("&")
}

impl Texts {
    /// The name of a category of moves.
    pub(crate) fn category(&self, category: Category) -> &'static str {
        match category {
            Category::Physical => self.battle.physical,
            Category::Special => self.battle.special,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_language_that_the_page_speaks_is_chosen() {
        assert_eq!(preferred(["de-DE", "fr-CA", "en"]), Lang::Fr);
        assert_eq!(preferred(["EN_us", "fr"]), Lang::En);
        assert_eq!(preferred(["ja"]), Lang::En);
        assert_eq!(preferred::<&str>([]), Lang::En);
    }

    #[test]
    fn an_address_names_a_language_beside_what_else_it_says() {
        assert_eq!(named("a=1&lang=fr"), Some(Lang::Fr));
        for none in ["", "lang=", "lang=FR", "lang=de", "xlang=fr"] {
            assert_eq!(named(none), None, "{none}");
        }
        assert_eq!(with_language("", Lang::Fr), "lang=fr");
        assert_eq!(with_language("lang=fr&a=1&lang=de&b", Lang::En), "a=1&b&lang=en");
    }

    #[test]
    fn each_language_knows_its_own_code() {
        for lang in [Lang::Fr, Lang::En] {
            assert_eq!(from_code(texts(lang).code), Some(lang));
            assert_eq!(texts(lang).lang, lang);
        }
    }
}

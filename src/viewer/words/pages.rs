//! What the viewer's pages are called.

use battle::Lang;

use crate::route::ViewPage;

/// A page's name for the browser's tab.
pub(crate) fn title(page: &ViewPage, lang: Lang) -> String {
    let en = lang == Lang::En;
    let pick = |english: &str, french: &str| if en { english.to_owned() } else { french.to_owned() };
    match page {
        ViewPage::Models => pick("Model registry", "Registre de modèles"),
        ViewPage::Model(name) => name.clone(),
        ViewPage::CompareVersions(name) => pick("Compare versions", "Comparer des versions") + " – " + name,
        ViewPage::History(name) => pick("History", "Historique") + " – " + name,
        ViewPage::Change(name) => pick("Change", "Modifier") + " – " + name,
        ViewPage::Version(name, version) => format!("{name} v{version}"),
        ViewPage::Inspect(name, version) => pick("Inside", "Intérieur") + &format!(" – {name} v{version}"),
        ViewPage::Experiments => pick("Experiments", "Expériences"),
        ViewPage::Runs(id) => pick("Runs of experiment", "Exécutions de l’expérience") + " " + id,
        ViewPage::Run(id) => pick("Run", "Exécution") + " " + id,
        ViewPage::Curves => pick("Metric curves", "Courbes de métriques"),
        ViewPage::CompareRuns => pick("Compare runs", "Comparer des exécutions"),
        ViewPage::Doctor => pick("Connection", "Connexion"),
    }
}

/// A page's name for the browser's tab where the name of what it shows is known, not only its id.
pub(crate) fn title_of(page: &ViewPage, lang: Lang, name: &str) -> String {
    let page = match page {
        ViewPage::Runs(_) => ViewPage::Runs(name.to_owned()),
        ViewPage::Run(_) => ViewPage::Run(name.to_owned()),
        other => other.clone(),
    };
    title(&page, lang)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_say_what_is_shown() {
        let version = ViewPage::Version("m".to_owned(), "3".to_owned());
        assert_eq!(title(&version, Lang::En), "m v3");
        let run = ViewPage::Run("750ba9af".to_owned());
        assert_eq!(title(&run, Lang::En), "Run 750ba9af");
        assert_eq!(title_of(&run, Lang::Fr, "tuned"), "Exécution tuned");
        assert_eq!(
            title_of(&ViewPage::Runs("3".to_owned()), Lang::En, "battles"),
            "Runs of experiment battles"
        );
        assert_eq!(title(&ViewPage::History("m".to_owned()), Lang::Fr), "Historique – m");
    }
}

//! What an examination found out, in words: both languages side by side.

use battle::Lang;
use doctor::{
    AddressProblem, Cause, LinesKind, Meaning, Outcome, Permission, Release, Remedy, Step, Verdict,
};
use mlflow::UrlProblem;

/// The one of two texts that is in a language.
fn pick(lang: Lang, en: &'static str, fr: &'static str) -> &'static str {
    if lang == Lang::En { en } else { fr }
}

/// What a step asks.
pub(crate) fn step(lang: Lang, step: Step) -> &'static str {
    let (en, fr) = match step {
        Step::Address => ("Is it an address?", "Est-ce une adresse ?"),
        Step::Encryption => ("Encrypted enough for this page?", "Assez chiffré pour cette page ?"),
        Step::LocalNetwork => ("Local-network permission?", "Autorisation du réseau local ?"),
        Step::Reachable => ("Does anybody answer?", "Quelqu’un répond-il ?"),
        Step::Reading => {
            ("May this page read answers (CORS)?", "Cette page peut-elle lire les réponses (CORS) ?")
        }
        Step::Host => ("Does MLflow accept the host name?", "MLflow accepte-t-il le nom d’hôte ?"),
        Step::Path => ("Is MLflow’s API at this path?", "L’API de MLflow est-elle à ce chemin ?"),
        Step::Credentials => ("Are the credentials right?", "L’identification est-elle bonne ?"),
        Step::Searching => ("Can runs be searched (POST)?", "Peut-on chercher des exécutions (POST) ?"),
        Step::Changing => (
            "Can things be changed (POST, PATCH, DELETE)?",
            "Peut-on changer des choses (POST, PATCH, DELETE) ?",
        ),
    };
    pick(lang, en, fr)
}

/// How a step went.
pub(crate) fn verdict(lang: Lang, verdict: Verdict) -> &'static str {
    let (en, fr) = match verdict {
        Verdict::Passed => ("Passed", "Réussi"),
        Verdict::Failed => ("Failed", "Échec"),
        Verdict::CannotTell => ("Cannot tell", "Indéterminé"),
        Verdict::NotNeeded => ("Not needed", "Inutile"),
    };
    pick(lang, en, fr)
}

/// What a verdict means.
pub(crate) fn meaning(lang: Lang, meaning: &Meaning) -> String {
    let en = lang == Lang::En;
    let (english, french) = match meaning {
        Meaning::After(step) => {
            let step = self::step(lang, *step);
            return if en { format!("Depends on: {step}") } else { format!("Dépend de : {step}") };
        }
        Meaning::AddressUsed { url, fragment_dropped: false } => {
            return if en { format!("{url} is asked") } else { format!("{url} est interrogé") };
        }
        Meaning::AddressUsed { url, fragment_dropped: true } => {
            return if en {
                format!("{url} is asked: what stands after # is MLflow’s own page’s affair and was left out")
            } else {
                format!("{url} est interrogé : ce qui suit # ne regarde que la page de MLflow et a été omis")
            };
        }
        Meaning::NoAddress(problem) => return no_address(lang, problem),
        Meaning::PageIsHttp => (
            "This page came over http and may ask servers on http",
            "Cette page est venue par http et peut interroger des serveurs en http",
        ),
        Meaning::ServerIsHttps => ("The server is on https", "Le serveur est en https"),
        Meaning::LoopbackException => (
            "The server is on this computer, which browsers treat as safe without https",
            "Le serveur est sur cet ordinateur, que les navigateurs jugent sûr sans https",
        ),
        Meaning::PrivateException => (
            "The server is on this network by its number, and this browser let the page ask it over http",
            "Le serveur est sur ce réseau par son numéro, et ce navigateur a laissé la page l’interroger en http",
        ),
        Meaning::PrivateOverHttp => (
            "This page came over https, the server is on this network over http: some browsers allow it after asking you, others never",
            "Cette page est venue par https, le serveur est sur ce réseau en http : certains navigateurs le permettent après vous avoir demandé, d’autres jamais",
        ),
        Meaning::MixedContent => (
            "This page came over https: the browser sends nothing to a server on http (mixed content)",
            "Cette page est venue par https : le navigateur n’envoie rien à un serveur en http (contenu mixte)",
        ),
        Meaning::MixedContentAllowed => (
            "The server is on http and answered all the same: this browser was told to allow it",
            "Le serveur est en http et a répondu quand même : on a dit à ce navigateur de le permettre",
        ),
        Meaning::OwnServer => {
            ("The server has this page’s own origin", "Le serveur a la même origine que cette page")
        }
        Meaning::SamePlace => (
            "Page and server are on the same computer or network",
            "Page et serveur sont sur le même ordinateur ou réseau",
        ),
        Meaning::PermissionGranted => ("The browser grants it", "Le navigateur l’accorde"),
        Meaning::AnsweredWithout => ("An answer came without it", "Une réponse est venue sans elle"),
        Meaning::PermissionDenied => (
            "The browser keeps this page from this computer or network: the permission was refused",
            "Le navigateur tient cette page à l’écart de cet ordinateur ou réseau : l’autorisation a été refusée",
        ),
        Meaning::PermissionNeedsHttps => (
            "A public page on http never gets this permission; whether this one needs it, it cannot know",
            "Une page publique en http n’obtient jamais cette autorisation ; celle-ci ne peut savoir s’il la lui faut",
        ),
        Meaning::PermissionOpen => (
            "The browser asks you before it lets a public page reach this computer or network, and got no yes",
            "Le navigateur vous demande avant de laisser une page publique atteindre cet ordinateur ou réseau, et n’a pas eu de oui",
        ),
        Meaning::PermissionUnknown => (
            "This browser does not tell pages about such a permission",
            "Ce navigateur ne dit rien aux pages d’une telle autorisation",
        ),
        Meaning::NameMayBeLocal => (
            "Nobody answers. If the name leads to your own network, the browser’s permission may be missing; a page cannot look names up",
            "Personne ne répond. Si le nom mène à votre propre réseau, l’autorisation du navigateur manque peut-être ; une page ne peut chercher les noms",
        ),
        Meaning::Answered => ("Somebody answers at this address", "Quelqu’un répond à cette adresse"),
        Meaning::NoAnswer => (
            "No answer, and the browser does not tell a page why",
            "Pas de réponse, et le navigateur ne dit pas pourquoi à une page",
        ),
        Meaning::NoAnswerInTime => ("No answer within 20 seconds", "Pas de réponse en 20 secondes"),
        Meaning::GatewayDown { status } => {
            return if en {
                format!("The proxy at this address does not reach MLflow behind it (status {status})")
            } else {
                format!("Le proxy à cette adresse n’atteint pas MLflow derrière lui (état {status})")
            };
        }
        Meaning::Readable { release } => {
            return format!(
                "{}{}",
                pick(lang, "This page may read answers", "Cette page peut lire les réponses"),
                told(*release)
            );
        }
        Meaning::ReadableByEveryone { release } => {
            return if en {
                format!(
                    "This page may read answers, as may every web site: MLflow {release} answers all of them, and takes changes too. 3.10 and newer do not"
                )
            } else {
                format!(
                    "Cette page peut lire les réponses, comme tout site web : MLflow {release} leur répond à tous et accepte aussi leurs changements. 3.10 et suivants non"
                )
            };
        }
        Meaning::Unreadable => (
            "Somebody answers, and the browser keeps the answer from this page because the server does not allow its origin",
            "Quelqu’un répond, et le navigateur garde la réponse car le serveur n’autorise pas l’origine de cette page",
        ),
        Meaning::SentElsewhere => (
            "The server sends this page to another origin, as a log-in in front of it does",
            "Le serveur renvoie cette page vers une autre origine, comme le fait une connexion placée devant lui",
        ),
        Meaning::HostAccepted => ("The name is accepted", "Le nom est accepté"),
        Meaning::HostNotChecked { release } => {
            return if en {
                format!("MLflow {release} does not check it")
            } else {
                format!("MLflow {release} ne le vérifie pas")
            };
        }
        Meaning::HostRefused => (
            "MLflow answers “Invalid Host header”: it does not know the name that it is asked by",
            "MLflow répond « Invalid Host header » : il ne connaît pas le nom sous lequel on l’interroge",
        ),
        Meaning::OnlyExemptReadable { release } => {
            let text = pick(
                lang,
                "Only what MLflow exempts from its check of host names can be read, so it is most likely that check",
                "Seul ce que MLflow exempte de sa vérification du nom d’hôte peut être lu : c’est très probablement elle",
            );
            return format!("{text}{}", told(*release));
        }
        Meaning::ApiAnswers { release } => {
            return format!(
                "{}{}",
                pick(lang, "MLflow’s API answers", "L’API de MLflow répond"),
                told(*release)
            );
        }
        Meaning::ApiBehindSignIn => {
            ("MLflow is there and asks who you are", "MLflow est là et demande qui vous êtes")
        }
        Meaning::IconThere => (
            "MLflow’s icon is at this path, so the path is most likely right; answers cannot be read",
            "L’icône de MLflow est à ce chemin, qui est donc sans doute le bon ; les réponses ne peuvent être lues",
        ),
        Meaning::NoIcon => ("MLflow’s icon is not at this path", "L’icône de MLflow n’est pas à ce chemin"),
        Meaning::NothingThere { status } => {
            return if en {
                format!("There is no such call at this path (status {status})")
            } else {
                format!("Il n’y a pas d’appel de ce nom à ce chemin (état {status})")
            };
        }
        Meaning::WebPage => (
            "A web page answers where MLflow’s API should be",
            "Une page web répond là où l’API de MLflow devrait être",
        ),
        Meaning::LogInPage => (
            "The server redirects to a web page, as a log-in in front of it does",
            "Le serveur redirige vers une page web, comme le fait une connexion placée devant lui",
        ),
        Meaning::ServerBroken { status } => {
            return if en {
                format!("The server fails (status {status})")
            } else {
                format!("Le serveur échoue (état {status})")
            };
        }
        Meaning::OtherAnswer { status } => {
            return if en {
                format!("What answers is not MLflow’s API (status {status})")
            } else {
                format!("Ce qui répond n’est pas l’API de MLflow (état {status})")
            };
        }
        Meaning::RefusedUnseen => (
            "Whoever refuses does not say whether MLflow is behind",
            "Qui refuse ne dit pas si MLflow est derrière",
        ),
        Meaning::NoneWanted => ("The server asks for none", "Le serveur n’en demande pas"),
        Meaning::Accepted => ("They are accepted", "Elle est acceptée"),
        Meaning::NotAskedFor => (
            "The server answers with them and without: it does not ask for any",
            "Le serveur répond avec et sans : il n’en demande pas",
        ),
        Meaning::Wanted => {
            ("The server asks for credentials (401)", "Le serveur demande une identification (401)")
        }
        Meaning::Refused => (
            "The server does not accept these credentials (401)",
            "Le serveur n’accepte pas cette identification (401)",
        ),
        Meaning::NotPermitted => (
            "MLflow knows this user, who may not read (403)",
            "MLflow connaît cet utilisateur, qui n’a pas le droit de lire (403)",
        ),
        Meaning::Forbidden => (
            "Somebody refuses (403), and not in MLflow’s words",
            "Quelqu’un refuse (403), et pas avec les mots de MLflow",
        ),
        Meaning::PreflightRefused => (
            "Without credentials answers can be read, with them they cannot: the browser’s question before the request (OPTIONS), which carries none, is refused",
            "Sans identification les réponses se lisent, avec elle non : la question préalable du navigateur (OPTIONS), qui n’en porte pas, est refusée",
        ),
        Meaning::SearchAnswered => {
            ("A search of runs is answered", "Une recherche d’exécutions obtient réponse")
        }
        Meaning::OriginRefused => (
            "MLflow answers “Cross-origin request blocked”: it does not know this page’s origin",
            "MLflow répond « Cross-origin request blocked » : il ne connaît pas l’origine de cette page",
        ),
        Meaning::MethodRefused { status } => {
            return if en {
                format!("The method is refused (status {status}), though GET passes")
            } else {
                format!("La méthode est refusée (état {status}), alors que GET passe")
            };
        }
        Meaning::MethodLost => (
            "The request, or the browser’s question before it (OPTIONS), is refused, though GET passes; the browser does not say by whom",
            "La requête, ou la question préalable du navigateur (OPTIONS), est refusée, alors que GET passe ; le navigateur ne dit pas par qui",
        ),
        Meaning::ChangesPass => (
            "Changes arrive. Whether you have the right to one is known when you try it",
            "Les changements arrivent. Si vous en avez le droit, on le sait en essayant",
        ),
        Meaning::SomeChangesPass => {
            ("POST passes, PATCH or DELETE does not", "POST passe, PATCH ou DELETE non")
        }
        Meaning::ChangesNotPermitted => (
            "MLflow knows this user, who may not (403)",
            "MLflow connaît cet utilisateur, qui n’en a pas le droit (403)",
        ),
    };
    pick(lang, english, french).to_owned()
}

/// The release behind a sentence, where it is known.
fn told(release: Option<Release>) -> String {
    release.map_or_else(String::new, |release| format!(" (MLflow {release})"))
}

fn no_address(lang: Lang, problem: &AddressProblem) -> String {
    let (en, fr) = match problem {
        AddressProblem::Anywhere { .. } => (
            "0.0.0.0 means that MLflow listens everywhere; it is no address to ask",
            "0.0.0.0 veut dire que MLflow écoute partout ; ce n’est pas une adresse à interroger",
        ),
        AddressProblem::NoScheme { .. } | AddressProblem::Url(UrlProblem::NoScheme) => {
            ("It must start with http:// or https://", "Elle doit commencer par http:// ou https://")
        }
        AddressProblem::Port => {
            ("The port must be a number up to 65535", "Le port doit être un nombre jusqu’à 65535")
        }
        AddressProblem::Url(problem) => match problem {
            UrlProblem::Empty => ("No address was given", "Aucune adresse n’a été donnée"),
            UrlProblem::NoScheme | UrlProblem::Scheme(_) => (
                "It starts with another scheme than http:// or https://",
                "Elle commence par un autre schéma que http:// ou https://",
            ),
            UrlProblem::NoHost => ("It has no host name", "Elle n’a pas de nom d’hôte"),
            UrlProblem::Credentials => (
                "It holds a user name or password: give them in the fields made for them",
                "Elle contient un nom ou un mot de passe : donnez-les dans les champs prévus",
            ),
            UrlProblem::Character => (
                "It holds a space or another character that no address has",
                "Elle contient une espace ou un autre caractère qu’aucune adresse n’a",
            ),
        },
    };
    pick(lang, en, fr).to_owned()
}

/// Something that would look the same.
pub(crate) fn cause(lang: Lang, cause: Cause) -> &'static str {
    let (en, fr) = match cause {
        Cause::Down => ("the server does not run", "le serveur ne tourne pas"),
        Cause::WrongPlace => (
            "the port is another one, or the name leads nowhere",
            "le port est un autre, ou le nom ne mène nulle part",
        ),
        Cause::Firewall => ("a firewall or another network", "un pare-feu ou un autre réseau"),
        Cause::Certificate => (
            "a certificate that this browser does not trust",
            "un certificat auquel ce navigateur ne se fie pas",
        ),
        Cause::MixedContent => {
            ("this browser refuses http to a page on https", "ce navigateur refuse http à une page en https")
        }
        Cause::LocalNetwork => ("the local-network permission", "l’autorisation du réseau local"),
        Cause::Extension => (
            "an extension such as an ad blocker, or a company’s filter",
            "une extension telle qu’un bloqueur, ou un filtre d’entreprise",
        ),
        Cause::Hanging => ("the server runs and hangs", "le serveur tourne et ne répond plus"),
        Cause::Before35 => (
            "MLflow before 3.5, which lets no other origin read",
            "MLflow avant 3.5, qui ne laisse lire aucune autre origine",
        ),
        Cause::OriginNotListed => (
            "MLflow 3.5 or newer whose list lacks this page’s origin",
            "MLflow 3.5 ou plus récent, dont la liste ignore l’origine de cette page",
        ),
        Cause::ChecksDisabled => (
            "MLflow 3.5 or newer with --disable-security-middleware, which takes the CORS headers away too",
            "MLflow 3.5 ou plus récent avec --disable-security-middleware, qui ôte aussi les en-têtes CORS",
        ),
        Cause::Proxy => (
            "a proxy in front of MLflow that does not allow it",
            "un proxy devant MLflow qui ne le permet pas",
        ),
        Cause::LogIn => (
            "a log-in in front of MLflow that sends callers to a page of its own",
            "une connexion devant MLflow qui renvoie vers sa propre page",
        ),
        Cause::NotMlflow => (
            "a web server that is not MLflow, or another path",
            "un serveur web qui n’est pas MLflow, ou un autre chemin",
        ),
        Cause::HostCheck => ("MLflow’s check of the host name", "la vérification du nom d’hôte par MLflow"),
        Cause::WrongCredentials => ("wrong credentials", "une mauvaise identification"),
        Cause::MissingRights => ("missing rights", "des droits manquants"),
    };
    pick(lang, en, fr)
}

/// What to do.
pub(crate) fn remedy(lang: Lang, remedy: &Remedy) -> &'static str {
    let (en, fr) = match remedy {
        Remedy::UseAddress(_) => ("Use this address", "Utilisez cette adresse"),
        Remedy::OpenTab(_) => (
            "Open the server in a new tab: there the browser shows what it keeps from this page",
            "Ouvrez le serveur dans un nouvel onglet : le navigateur y montre ce qu’il cache à cette page",
        ),
        Remedy::Paste(lines) => return lines_kind(lang, lines.kind),
        Remedy::AllowLocalNetwork => (
            "Allow this page the local network in the browser’s settings of this site (beside the address), then run again",
            "Autorisez le réseau local à cette page dans les réglages du site (à côté de l’adresse), puis recommencez",
        ),
        Remedy::PageOverHttps => (
            "Open this page over https, or on the computer that the server runs on",
            "Ouvrez cette page en https, ou sur l’ordinateur du serveur",
        ),
        Remedy::ServerOverHttps => (
            "Give the server a certificate and use its https address",
            "Donnez un certificat au serveur et utilisez son adresse https",
        ),
        Remedy::SignIn => (
            "Give the user name and password, or the token, of this server above",
            "Donnez ci-dessus le nom et le mot de passe, ou le jeton, de ce serveur",
        ),
        Remedy::OtherCredentials => ("Use other credentials", "Utilisez une autre identification"),
        Remedy::AskForRight => {
            ("Ask whoever runs the server for the right", "Demandez le droit à qui s’occupe du serveur")
        }
        Remedy::AllowMethods => (
            "Let the proxy in front of MLflow pass OPTIONS, POST, PATCH and DELETE too; to read, nothing has to change",
            "Faites passer aussi OPTIONS, POST, PATCH et DELETE par le proxy devant MLflow ; pour lire, rien n’est à changer",
        ),
        Remedy::ServerLog => ("Look at the server’s log", "Regardez le journal du serveur"),
        Remedy::WithoutExtensions => {
            ("Try in a private window without extensions", "Essayez dans une fenêtre privée sans extensions")
        }
    };
    pick(lang, en, fr)
}

fn lines_kind(lang: Lang, kind: LinesKind) -> &'static str {
    let (en, fr) = match kind {
        LinesKind::AllowOrigin => (
            "MLflow 3.5 or newer: start it with these options added",
            "MLflow 3.5 ou plus récent : démarrez-le avec ces options en plus",
        ),
        LinesKind::AllowHost => (
            "MLflow 3.5 or newer: start it with this option added. It replaces MLflow’s own list, so this computer is named too",
            "MLflow 3.5 ou plus récent : démarrez-le avec cette option en plus. Elle remplace la liste de MLflow, d’où cet ordinateur aussi",
        ),
        LinesKind::Start => (
            "Start a server at this address, with your own store and options",
            "Démarrez un serveur à cette adresse, avec vos données et options",
        ),
        LinesKind::SameOrigin => (
            "Any MLflow, if you serve this page yourself: in the nginx server that serves it",
            "Tout MLflow, si vous servez cette page vous-même : dans le serveur nginx qui la sert",
        ),
        LinesKind::CorsProxy => (
            "Any MLflow, 2.x too: an nginx server beside it, inside http { … }",
            "Tout MLflow, 2.x aussi : un serveur nginx à côté, dans http { … }",
        ),
        LinesKind::DropOrigin => {
            ("In the nginx location that leads to MLflow", "Dans la location nginx qui mène à MLflow")
        }
        LinesKind::PlainHost => (
            "In the nginx location that leads to MLflow, in place of another line for Host",
            "Dans la location nginx qui mène à MLflow, à la place d’une autre ligne pour Host",
        ),
        LinesKind::LocalPage => (
            "For a try, serve this page on your computer with MLflow below it: in a clone of its repository, then open http://127.0.0.1:8080/ and use the address /mlflow/",
            "Pour essayer, servez cette page sur votre ordinateur avec MLflow dessous : dans un clone de son dépôt, puis ouvrez http://127.0.0.1:8080/ et utilisez l’adresse /mlflow/",
        ),
    };
    pick(lang, en, fr)
}

/// What came of a question.
pub(crate) fn outcome(lang: Lang, outcome: &Outcome) -> String {
    let (en, fr) = match outcome {
        Outcome::Answer(answer) => return answer.status.to_string(),
        Outcome::Permission(state) => match state {
            Permission::Granted => ("granted", "accordée"),
            Permission::Prompt => ("the browser would ask", "le navigateur demanderait"),
            Permission::Denied => ("refused", "refusée"),
            Permission::Unknown => ("unknown to this browser", "inconnue de ce navigateur"),
        },
        Outcome::Picture(true) => ("shown", "affichée"),
        Outcome::Picture(false) => ("not shown", "non affichée"),
        Outcome::Opaque => ("answered, unseen by the page", "répondu, invisible pour la page"),
        Outcome::Redirect => ("a redirect", "une redirection"),
        Outcome::Lost => ("nothing that the page may see", "rien que la page puisse voir"),
        Outcome::Late => ("nothing in time", "rien à temps"),
    };
    pick(lang, en, fr).to_owned()
}

/// What a permission and a picture are called among what was asked.
pub(crate) fn asked(lang: Lang) -> (&'static str, &'static str) {
    (pick(lang, "Permission", "Autorisation"), pick(lang, "Picture", "Image"))
}

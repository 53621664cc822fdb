//! What can be told of a host by its name alone.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// Where a host is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// The same computer: `localhost`, 127.0.0.0/8, ::1.
    Loopback,
    /// The same network: private and link-local addresses, and names below `.local`.
    Private,
    /// Any other address or name. A name may still lead to the same network or computer: a page cannot look it up.
    Elsewhere,
}

impl Place {
    /// The place of a host as it stands in an address, in lower case; an IPv6 address in brackets.
    #[must_use]
    pub fn of(host: &str) -> Self {
        let literal = host.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')).unwrap_or(host);
        match literal.parse::<IpAddr>() {
            Ok(IpAddr::V4(address)) => Self::of_v4(address),
            Ok(IpAddr::V6(address)) => match address.to_ipv4_mapped() {
                Some(address) => Self::of_v4(address),
                None => Self::of_v6(address),
            },
            Err(_) if host == "localhost" || host.ends_with(".localhost") => Self::Loopback,
            Err(_) if host.ends_with(".local") => Self::Private,
            Err(_) => Self::Elsewhere,
        }
    }

    fn of_v4(address: Ipv4Addr) -> Self {
        if address.is_loopback() {
            Self::Loopback
        } else if address.is_private() || address.is_link_local() {
            Self::Private
        } else {
            Self::Elsewhere
        }
    }

    fn of_v6(address: Ipv6Addr) -> Self {
        if address.is_loopback() {
            Self::Loopback
        } else if address.is_unique_local() || address.is_unicast_link_local() {
            Self::Private
        } else {
            Self::Elsewhere
        }
    }
}

/// Whether MLflow 3.5 and newer answer to this host without `--allowed-hosts`: their own list, name by name. Its
/// patterns for private IPv6 networks lack the brackets and so fit no `Host` header.
pub(crate) fn is_allowed_by_default(host: &str) -> bool {
    let listed = ["localhost", "127.0.0.1", "[::1]", "0.0.0.0"].contains(&host);
    listed || host.parse().is_ok_and(|address: Ipv4Addr| address.is_private())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_told_by_name_and_number() {
        for (host, place) in [
            ("localhost", Place::Loopback),
            ("mlflow.localhost", Place::Loopback),
            ("127.0.0.1", Place::Loopback),
            ("127.8.0.1", Place::Loopback),
            ("[::1]", Place::Loopback),
            ("[::ffff:127.0.0.1]", Place::Loopback),
            ("10.0.0.7", Place::Private),
            ("172.16.0.1", Place::Private),
            ("192.168.1.20", Place::Private),
            ("169.254.1.1", Place::Private),
            ("[fd12:3456::1]", Place::Private),
            ("[fe80::1]", Place::Private),
            ("printer.local", Place::Private),
            ("172.32.0.1", Place::Elsewhere),
            ("8.8.8.8", Place::Elsewhere),
            ("[2001:db8::1]", Place::Elsewhere),
            ("mlflow", Place::Elsewhere),
            ("mlflow.example.org", Place::Elsewhere),
            ("notlocalhost", Place::Elsewhere),
            ("localhost.example.org", Place::Elsewhere),
        ] {
            assert_eq!(Place::of(host), place, "{host}");
        }
    }

    #[test]
    fn mlflow_knows_numbers_of_private_networks_and_no_names() {
        for host in ["localhost", "127.0.0.1", "[::1]", "192.168.1.20", "10.0.0.7", "172.31.0.1"] {
            assert!(is_allowed_by_default(host), "{host}");
        }
        for host in [
            "mlflow",
            "mlflow.example.org",
            "printer.local",
            "8.8.8.8",
            "172.32.0.1",
            "127.0.0.2",
            "[fd00::1]",
        ] {
            assert!(!is_allowed_by_default(host), "{host}");
        }
    }
}

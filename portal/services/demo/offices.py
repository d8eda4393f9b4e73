"""The made-up organisation's offices, and the names of the people who work there."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Office:
    """A place of work and its naming customs.

    ``both_families`` and ``initials`` are the shares of people who go by two family names or by a
    middle initial; ``address_family`` is which of two family names stands in the e-mail address.
    """

    name: str
    time_zone: str
    locale: str
    given: tuple[str, ...]
    families: tuple[str, ...]
    both_families: float = 0.0
    initials: float = 0.0
    address_family: int = 0


def _names(written: str) -> tuple[str, ...]:
    return tuple(name.strip() for name in written.split(","))


LISBON = Office(
    name="Lisbon",
    time_zone="Europe/Lisbon",
    locale="en",
    given=_names(
        "Inês, Tiago, Beatriz, Duarte, Catarina, Rui, Leonor, Gonçalo, Filipa, Nuno, Matilde,"
        "Afonso, Carolina, Henrique, Sofia, Vasco, Teresa, Miguel, Lídia, Simão, Amara, Kwame,"
        "Oksana, Lukas, Priya, Yusuf, Aurélie, Emeka, Noor, Jonas, Mirela, Dario, Zofia, Owen,"
        "Aisha, Benedikt, Chiara, Hana, Ivo, Salomé"
    ),
    families=_names(
        "Carvalhal, Valadares, Figueira, Nogueira, Meireles, Teixeira, Quintela, Lousada, Peixoto,"
        "Antunes, Camacho, Leitão, Neves, Osório, Ramalho, Vidigal, Abrantes, Serrano, Falcato,"
        "Morgado, Rosado, Cordeiro, Pedrosa, Viegas, Caldeira, Adeyemi, Mensah, Nwosu, Haddad,"
        "Iyer, Lindqvist, Nowak, Petrov, Schäfer, Moreau, Rossetti, Weber, Costigan, Aydın, Farah"
    ),
    both_families=0.2,
    address_family=1,
)
MEXICO_CITY = Office(
    name="Mexico City",
    time_zone="America/Mexico_City",
    locale="es",
    given=_names(
        "Ximena, Diego, Valeria, Emiliano, Fernanda, Santiago, Renata, Leonardo, Itzel, Rodrigo,"
        "Regina, Mateo, Citlali, Iván, Jimena, Óscar, Lucía, Héctor, Abril, Arturo, Yaretzi,"
        "Gerardo, Paola, Julián, Marisol, Raúl, Nayeli, Joaquín, Daniela, Ulises, Aranza, Bruno,"
        "Elena, Saúl, Guadalupe, Tonatiuh, Rocío, Efraín, Alma, Damián"
    ),
    families=_names(
        "Arriaga, Becerril, Cisneros, Domínguez, Escamilla, Galindo, Hinojosa, Ibarra, Jasso,"
        "Ledesma, Mondragón, Olvera, Quiroz, Rentería, Sandoval, Tovar, Urbina, Villaseñor, Yáñez,"
        "Zamudio, Barragán, Covarrubias, Delgadillo, Fierro, Gallegos, Cantoral, Mireles, Nájera,"
        "Ontiveros, Palomares, Robledo, Saldaña, Trejo, Valdivia, Zúñiga, Montaño, Ocaranza,"
        "Pineda, Berlanga, Carranco"
    ),
    both_families=0.5,
)
MANILA = Office(
    name="Manila",
    time_zone="Asia/Manila",
    locale="en",
    given=_names(
        "Maricel, Jomar, Althea, Rafael, Liezel, Paolo, Kristine, Efren, Janine, Rosalie, Arvin,"
        "Bea, Dennis, Danica, Emil, Fatima, Gino, Hazel, Ian, Jasmine, Kenneth, Lorena, Marlon,"
        "Nadine, Oliver, Patricia, Ramil, Sheila, Teodoro, Vanessa, Wilfredo, Yasmin, Zaldy,"
        "Analyn, Benjie, Cherry, Dominic, Elmer, Grace, Isagani"
    ),
    families=_names(
        "Abad, Cabrera, dela Cruz, Evangelista, Ferrer, Hidalgo, Ilagan, Katigbak, Macaraeg,"
        "Navarro, Ocampo, Panganiban, Quizon, Rosales, Umali, Villanueva, Yap, Zamora, Baluyot,"
        "Catacutan, Dimaculangan, Espiritu, Fajardo, Galang, Hilario, Lumbao, Natividad, Olivares,"
        "Sarmiento, Tañedo, Velasco, Dizon, Guevarra, Mercado, Magsino, Punzalan, Bacani, Cuenco,"
        "Malabanan, Sumulong"
    ),
    initials=0.2,
)

OFFICES = (LISBON, MEXICO_CITY, MANILA)

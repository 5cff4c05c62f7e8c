/// An application for pounce: notes, as long as the server runs.
module org.example.notes {
    requires pounce.api;

    provides pounce.api.App with
            org.example.notes.Notes;
}

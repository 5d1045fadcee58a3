#include "texts/errors.hpp"
#include "texts/texts.hpp"

namespace myatlas::texts {

namespace {

// Of stores on a server.
constexpr Message k_server_messages[] = {
  {"store.no_libpq", Status::unavailable, takes(Arg::text),
   N_("The library {0}, by which a store on a server is reached, is not installed"),
   N_("Run: apt install libpq5")},
  {"store.url_form", Status::settings, takes(Arg::text, Arg::text),
   N_("{0}: this is no URL of a PostgreSQL database ({1})"),
   N_("Give it as postgresql://USER@HOST:PORT/DATABASE, or postgresql:///DATABASE for one of this "
      "machine.")},
  {"store.url_password", Status::settings, takes(Arg::text),
   N_("{0}: a password in the URL would show in the list of processes and in the shell's history"),
   N_("Put it into ~/.pgpass (0600), or into the file that PGPASSFILE names; anybody who saw it "
      "may have it: change it.")},
  {"store.unreachable", Status::unavailable, takes(Arg::text, Arg::text),
   N_("{0}: the server cannot be reached ({1})"),
   N_("Check the host, the port and the certificate; whether it runs: pg_isready")},
  {"store.not_let_in", Status::not_allowed, takes(Arg::text, Arg::text),
   N_("{0}: the server does not let this user in ({1})"),
   N_("Check the user, the password in ~/.pgpass and the server's pg_hba.conf.")},
  {"store.no_database", Status::no_input, takes(Arg::text, Arg::text),
   N_("{0}: the server has no such database ({1})"),
   N_("Check its name, or have it made: createdb -E UTF8 -T template0 NAME")},
  {"store.server_busy", Status::try_again, takes(Arg::text, Arg::text),
   N_("{0}: the server takes no more for now ({1})"), N_("Run the command again in a moment.")},
  {"store.server_old", Status::settings, takes(Arg::text, Arg::text),
   N_("{0}: the server is PostgreSQL {1}; 15 or newer is expected"),
   N_("Have the server brought up to date.")},
  {"store.encoding", Status::settings, takes(Arg::text, Arg::text),
   N_("{0}: the database is encoded as {1}; UTF8 is expected"),
   N_("Make another one: createdb -E UTF8 -T template0 NAME")},
  {"store.replica", Status::unavailable, takes(Arg::text, Arg::text),
   N_("{0}: the server is a copy that takes no writes ({1})"),
   N_("Name the primary too: postgresql://HOST1,HOST2/DATABASE finds which of them it is.")},
  {"store.connection", Status::try_again, takes(Arg::text, Arg::text),
   N_("{0}: the connection to the server was lost ({1}); nothing was written"),
   N_("Run the command again.")},
  {"store.not_done", Status::try_again, takes(Arg::text),
   N_("{0}: the connection was lost, and the server did not carry out what was asked"),
   N_("Run the command again.")},
  {"store.fate_unknown", Status::try_again, takes(Arg::text),
   N_("{0}: the connection was lost while the change was being kept; whether it was is not known"),
   N_("Look whether it was done before running the command again.")},
  {"store.server_timeout", Status::try_again, takes(Arg::text, Arg::text),
   N_("{0}: the server ended the statement ({1}); nothing was written"),
   N_("Have statement_timeout raised for this user, or run the command when the server has less to "
      "do.")},
  {"store.no_right", Status::not_allowed, takes(Arg::text, Arg::text),
   N_("{0}: this user of the database may not do that ({1})"),
   N_("Have it given the role myatlas_app, or run the command as the owner of the store: see "
      "myatlas-postgresql(7).")},
  {"store.changed_schema", Status::data, takes(Arg::text, Arg::text),
   N_("{0}: the tables are not those of a store ({1}); nothing was written"),
   N_("Somebody changed them: see what differs with \"myatlas verify\", and restore a backup.")},
  {"store.text", Status::data, takes(Arg::text, Arg::text),
   N_("{0}: a text is not UTF-8, or holds a byte 0, and cannot be kept ({1})"),
   N_("Rename the file, or take the character out.")},
  {"store.not_made", Status::no_input, takes(Arg::text),
   N_("{0}: there is no store in this database"),
   N_("Check the database; its owner makes a store with: myatlas migrate")},
  {"store.older_there", Status::settings, takes(Arg::text, Arg::text, Arg::text),
   N_("{0}: the store is of version {1}, older than this program's {2}"),
   N_("Its owner brings it up to date: myatlas migrate")},
  {"store.key_missing", Status::input_output, takes(Arg::text, Arg::text),
   N_("{0}: the key of this store is not in {1}"),
   N_("Copy it from a host that has it, readable by this user alone, or name it by the setting "
      "key_file.")},
  {"store.key_other", Status::settings, takes(Arg::text, Arg::text),
   N_("{0}: the key in {1} is of another store; nothing was read or written"),
   N_("Name the store's own key by the setting key_file.")},
  {"store.documents_other", Status::settings, takes(Arg::text, Arg::text, Arg::text),
   N_("{0}: the place of this store's documents is {1}, and the settings say {2}; nothing was "
      "read or written"),
   N_("Set documents to {1}. To move them: back up the store, set documents anew, and restore the "
      "backup.")},
  {"store.documents_of_file", Status::settings, takes(Arg::text, Arg::text),
   N_("{0}: a store that is a file has its documents beside it, and the settings say {1}"),
   N_("Take documents out of the settings, or run the command with MYATLAS_DOCUMENTS=server.")},
  {"documents.no_folder", Status::unavailable, takes(Arg::text),
   N_("{0}, the folder of the documents, is not there"),
   N_("Mount or make it, and have this user let in; it is never made anew.")},
  {"documents.not_ours", Status::settings, takes(Arg::text),
   N_("{0} is not where the documents of this store are: the mark in it is missing, or another "
      "store's"),
   N_("Check that the folder is mounted; for a bucket, s3_endpoint.")},
  {"documents.taken", Status::settings, takes(Arg::text),
   N_("{0} has the documents of another store; nothing was written"),
   N_("Set documents to a folder or a prefix of its own.")},
  {"objects.no_keys", Status::settings, takes(),
   N_("No file is named that has the key for the bucket of the documents"), N_("Set s3_key_file.")},
  {"objects.keys", Status::settings, takes(Arg::text),
   N_("{0} is no file of a key: its id on the first line and the key itself on the second are "
      "expected"),
   N_("Write the two lines anew, and run: chmod 600 {0}")},
  {"objects.refused", Status::settings, takes(Arg::text, Arg::text),
   N_("{0} refuses the key for the bucket, or what was asked with it ({1})"),
   N_("Check s3_key_file and s3_region, that the key may list, get, put and delete, and this "
      "machine's clock.")},
  {"objects.no_bucket", Status::settings, takes(Arg::text, Arg::text), N_("{0} has no bucket {1}"),
   N_("Check documents and s3_endpoint, or have the bucket made.")},
  {"objects.elsewhere", Status::settings, takes(Arg::text),
   N_("{0} sends elsewhere for this bucket, where nobody goes"),
   N_("Set s3_region and s3_endpoint to those of the bucket.")},
  {"objects.answer", Status::unavailable, takes(Arg::text, Arg::text),
   N_("{0} answered something else than an object store does: {1}"),
   N_("Check s3_endpoint; try again later.")},
  {"store.server_pages", Status::negative, takes(Arg::count),
   N_("The server met {0} pages that were not as it had written them"),
   N_("Have its administrator look at the disk, and restore a copy of the cluster.")},
  {"store.server_index", Status::negative, takes(Arg::text, Arg::text),
   N_("The index {0} does not say what its table does ({1})"),
   N_("Have its administrator look at the disk, then make it anew: reindex index "
      "concurrently myatlas.{0}")},
  {"doctor.no_checksums", Status::negative, takes(),
   N_("The server's pages have no checksums: what the disk changes in them is not seen"),
   N_("Have them made while the server is stopped: pg_checksums --enable")},
  {"doctor.server_clock", Status::negative, takes(Arg::text),
   N_("The server's clock is {0} seconds ahead of this machine's"),
   N_("Have both set by the network's time (NTP).")},
  {"doctor.superuser", Status::negative, takes(),
   N_("Commands connect as a superuser of the server, from whom the audit is not kept"),
   N_("Make a role of its own and grant it myatlas_app: see myatlas-postgresql(7).")},
  {"backup.older", Status::data, takes(Arg::text, Arg::text, Arg::text),
   N_("{0}: the backup is of a store of version {1}, older than this program's {2}: a server takes "
      "it as it is"),
   N_("Restore it into a file (--store FILE), run \"myatlas migrate\" there, and restore a backup "
      "of that one.")},
};

} // namespace

std::span<const Message> server_messages()
{
  return k_server_messages;
}

} // namespace myatlas::texts

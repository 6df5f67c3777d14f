//! The server with faults, by plain HTTP requests, and its proxy.

use super::*;
use std::io::{Read, Write};
use std::net::Ipv4Addr;

fn ask(server: &Server, request: &str) -> String {
    let mut stream = TcpStream::connect((Ipv4Addr::LOCALHOST, server.port())).unwrap();
    write!(stream, "{request} HTTP/1.1\r\nHost: x\r\n\r\n").unwrap();
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).unwrap();
    String::from_utf8_lossy(&answer).into_owned()
}

fn serving(name: &str, body: &[u8]) -> (Server, tempfile::TempDir) {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join(name), body).unwrap();
    (Server::start(folder.path()).unwrap(), folder)
}

#[test]
fn a_file_is_served_with_its_type_and_counted() {
    let (server, _folder) = serving("worker.wasm", b"\0asm");
    let answer = ask(&server, "GET /worker.wasm?v=1");
    assert!(answer.starts_with("HTTP/1.1 200 OK"), "{answer}");
    assert!(
        answer.contains("Content-Type: application/wasm"),
        "{answer}"
    );
    assert!(answer.ends_with("\r\n\r\n\0asm"), "{answer}");
    assert_eq!(server.n_requests("worker.wasm"), 1);
    assert!(server.foreign_requests().is_empty());
}

#[test]
fn a_spoilt_file_is_well_again_after_mending() {
    let (server, _folder) = serving("data.gz", b"0123456789");
    server.spoil("data.gz", Fault::Truncated);
    assert!(ask(&server, "GET /data.gz").ends_with("\r\n\r\n01234"));
    server.spoil("data.gz", Fault::Html);
    assert!(ask(&server, "GET /data.gz").contains("<!doctype html>"));
    server.spoil("data.gz", Fault::Missing);
    assert!(ask(&server, "GET /data.gz").starts_with("HTTP/1.1 404"));
    server.mend();
    assert!(ask(&server, "GET /data.gz").ends_with("0123456789"));
}

#[test]
fn what_is_meant_for_another_host_is_noted_and_refused() {
    let (server, _folder) = serving("index.html", b"hello");
    for request in [
        "GET http://fonts.example/accounts.google.com.css",
        "CONNECT fonts.example:443",
        "CONNECT accounts.google.com:443",
    ] {
        assert!(ask(&server, request).starts_with("HTTP/1.1 404"));
    }
    assert_eq!(
        server.foreign_requests(),
        [
            "GET http://fonts.example/accounts.google.com.css",
            "CONNECT fonts.example:443"
        ]
    );
}

#[test]
fn nothing_outside_the_folder_is_served() {
    let (server, folder) = serving("index.html", b"hello");
    let name = folder.path().file_name().unwrap().to_str().unwrap();
    let answer = ask(&server, &format!("GET /../{name}/index.html"));
    assert!(answer.starts_with("HTTP/1.1 404"), "{answer}");
}

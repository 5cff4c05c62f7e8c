// The floor: one thread, epoll, fixed answers; what the kernel leaves to win. cepoll PORT WWW
// Knows keep-alive and pipelining: every whole request in the buffer is answered with one write.
// It trusts its client and is no server to put on a network.
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/tcp.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/sendfile.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#define IN 16384
#define OUT 65536
typedef struct {
    int fd, ilen, olen, opos, file, want;   // file: -1 when none; want: EPOLLOUT armed
    int chunks, cpos;                       // chunks left to send, octets sent of the first of them
    const char *big; long blen; off_t foff; long flen;
    char in[IN], out[OUT];
} conn;

static int ep;
static const char *www;
static char date[40];
static char *big100k;
static char chunk[1024 + 12];              // and behind it the last chunk, which is empty
#define CHUNKED (5 + 1024 + 2)
#define LAST (CHUNKED + 5)

static void tick(void) {
    static time_t last; time_t now = time(0);
    if (now != last) { struct tm t; gmtime_r(&now, &t); strftime(date, sizeof date, "%a, %d %b %Y %H:%M:%S GMT", &t); last = now; }
}
static int head(char *o, const char *type, long len) {
    char *s = o;
    s = stpcpy(s, "HTTP/1.1 200 OK\r\nServer: c\r\nDate: "); s = stpcpy(s, date);
    s = stpcpy(s, "\r\nContent-Type: "); s = stpcpy(s, type); s = stpcpy(s, "\r\nContent-Length: ");
    char num[24]; int n = 0; do num[n++] = '0' + len % 10; while (len /= 10);
    while (n) *s++ = num[--n];
    s = stpcpy(s, "\r\n\r\n");
    return s - o;
}
static void put(conn *c, const char *type, const char *b, long n) {
    c->olen += head(c->out + c->olen, type, n);
    memcpy(c->out + c->olen, b, n); c->olen += n;
}
static void drop(conn *c) { close(c->fd); if (c->file >= 0) close(c->file); free(c); }

// 1: all sent, 0: would block, -1: gone
static int flush(conn *c) {
    while (c->opos < c->olen) {
        int more = c->blen || c->file >= 0 ? MSG_MORE : 0;
        ssize_t k = send(c->fd, c->out + c->opos, c->olen - c->opos, MSG_NOSIGNAL | more);
        if (k < 0) return errno == EAGAIN ? 0 : -1;
        c->opos += k;
    }
    c->opos = c->olen = 0;
    while (c->blen) {
        ssize_t k = send(c->fd, c->big, c->blen, MSG_NOSIGNAL);
        if (k < 0) return errno == EAGAIN ? 0 : -1;
        c->big += k; c->blen -= k;
    }
    while (c->file >= 0) {
        ssize_t k = sendfile(c->fd, c->file, &c->foff, c->flen - c->foff);
        if (k < 0) return errno == EAGAIN ? 0 : -1;
        if (c->foff >= c->flen) { close(c->file); c->file = -1; }
    }
    while (c->chunks) { // each by itself, as for an application that flushes
        int len = c->chunks > 1 ? CHUNKED : LAST;
        ssize_t k = send(c->fd, chunk + c->cpos, len - c->cpos, MSG_NOSIGNAL);
        if (k < 0) return errno == EAGAIN ? 0 : -1;
        c->cpos += k;
        if (c->cpos == len) { c->cpos = 0; c->chunks--; }
    }
    return 1;
}
// answers one request; returns the bytes it used, 0 when it is not whole yet, -1 to close
static int one(conn *c, char *p, int n) {
    char *e = memmem(p, n, "\r\n\r\n", 4);
    if (!e) return n >= IN ? -1 : 0;
    int hl = e - p + 4;
    char *path = memchr(p, ' ', hl);
    if (!path) return -1;
    path++;
    if (*p == 'P') {
        char *cl = strcasestr(p, "\r\nContent-Length:");
        int len = cl && cl < e ? atoi(cl + 17) : 0;
        if (hl + len > n) return hl + len > IN ? -1 : 0;
        put(c, "application/octet-stream", e + 4, len);
        return hl + len;
    }
    if (!strncmp(path, "/plaintext ", 11)) put(c, "text/plain", "Hello, World!", 13);
    else if (!strncmp(path, "/json ", 6)) {
        char j[96]; int k = snprintf(j, sizeof j, "{\"id\":%d,\"message\":\"%s\",\"ok\":%s,\"score\":%.1f}", 42, "Hello, \\\"World\\\"!", "true", 0.5);
        put(c, "application/json", j, k);
    } else if (!strncmp(path, "/bytes/1024 ", 12)) put(c, "application/octet-stream", big100k, 1024);
    else if (!strncmp(path, "/bytes/102400 ", 14)) {
        c->olen += head(c->out + c->olen, "application/octet-stream", 102400); c->big = big100k; c->blen = 102400;
    } else if (!strncmp(path, "/stream ", 8)) { // the first chunk leaves with the head
        char *o = stpcpy(stpcpy(c->out + c->olen, "HTTP/1.1 200 OK\r\nServer: c\r\nDate: "), date);
        o = stpcpy(o, "\r\nContent-Type: text/plain\r\nTransfer-Encoding: chunked\r\n\r\n");
        memcpy(o, chunk, CHUNKED); c->olen = o + CHUNKED - c->out; c->chunks = 99;
    } else if (!strncmp(path, "/static/", 8)) {
        char f[512]; char *sp = memchr(path, ' ', hl - (path - p)); if (!sp) return -1; *sp = 0;
        if (strstr(path, "..")) return -1;
        snprintf(f, sizeof f, "%s%s", www, path);
        struct stat st; c->file = open(f, O_RDONLY | O_CLOEXEC);
        if (c->file < 0 || fstat(c->file, &st)) return -1;
        c->foff = 0; c->flen = st.st_size;
        c->olen += head(c->out + c->olen, "application/octet-stream", st.st_size);
    } else return -1;
    return hl;
}
static int work(conn *c) {
    int at = 0;
    for (;;) {
        while (at < c->ilen && !c->blen && c->file < 0 && !c->chunks && c->olen < OUT - IN - 512) {
            int k = one(c, c->in + at, c->ilen - at);
            if (k < 0) return -1;
            if (!k) break;
            at += k;
        }
        int had = c->olen > 0 || c->blen || c->file >= 0 || c->chunks;
        int r = flush(c);
        if (r < 0) return -1;
        if (at) { memmove(c->in, c->in + at, c->ilen - at); c->ilen -= at; at = 0; }
        if ((!r) != c->want) {
            struct epoll_event ev = { .events = r ? EPOLLIN : EPOLLOUT, .data.ptr = c };
            epoll_ctl(ep, EPOLL_CTL_MOD, c->fd, &ev); c->want = !r;
        }
        if (!r || !had || !c->ilen) return 0;
    }
}
int main(int ac, char **av) {
    if (ac < 2) { fprintf(stderr, "cepoll PORT [WWW]\n"); return 2; }
    int port = atoi(av[1]), one1 = 1; www = ac > 2 ? av[2] : "www";
    big100k = malloc(102400); for (int i = 0; i < 102400; i++) big100k[i] = 'a' + i % 26;
    memcpy(chunk, "400\r\n", 5); memset(chunk + 5, 'c', 1024); memcpy(chunk + 5 + 1024, "\r\n0\r\n\r\n", 7);
    int ls = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
    setsockopt(ls, SOL_SOCKET, SO_REUSEADDR, &one1, 4);
    struct sockaddr_in sa = { .sin_family = AF_INET, .sin_port = htons(port), .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
    if (bind(ls, (void *) &sa, sizeof sa) || listen(ls, 4096)) { perror("bind"); return 1; }
    ep = epoll_create1(0);
    struct epoll_event ev = { .events = EPOLLIN, .data.ptr = 0 }, evs[256];
    epoll_ctl(ep, EPOLL_CTL_ADD, ls, &ev);
    for (;;) {
        int n = epoll_wait(ep, evs, 256, -1);
        tick();
        for (int i = 0; i < n; i++) {
            conn *c = evs[i].data.ptr;
            if (!c) {
                int fd;
                while ((fd = accept4(ls, 0, 0, SOCK_NONBLOCK | SOCK_CLOEXEC)) >= 0) {
                    setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &one1, 4);
                    conn *k = malloc(sizeof *k); memset(k, 0, offsetof(conn, in)); k->fd = fd; k->file = -1;
                    ev.events = EPOLLIN; ev.data.ptr = k; epoll_ctl(ep, EPOLL_CTL_ADD, fd, &ev);
                }
                continue;
            }
            if (!c->want) {
                ssize_t k = recv(c->fd, c->in + c->ilen, IN - c->ilen, 0);
                if (k == 0 || (k < 0 && errno != EAGAIN)) { drop(c); continue; }
                if (k > 0) c->ilen += k;
            }
            if (work(c) < 0) drop(c);
        }
    }
}

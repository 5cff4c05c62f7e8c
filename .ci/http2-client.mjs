// Node's client: a hundred requests on one connection, some of them with content.
import http2 from 'node:http2';

const client = http2.connect(process.argv[2], { rejectUnauthorized: false });
client.on('error', (failure) => {
    throw failure;
});

function ask(headers, content) {
    return new Promise((answered, failed) => {
        const request = client.request(headers);
        let text = '';
        request.setEncoding('utf8');
        request.on('data', (piece) => (text += piece));
        request.on('end', () => answered(text));
        request.on('error', failed);
        request.end(content);
    });
}

const content = 'x'.repeat(1000);
const requests = Array.from({ length: 100 }, (_, i) =>
    i % 2 ? ask({ ':path': '/plaintext' }) : ask({ ':path': '/echo', ':method': 'POST' }, content),
);
for (const text of await Promise.all(requests)) {
    if (text !== 'Hello, World!' && text !== content) {
        throw new Error(`answered: ${text}`);
    }
}
client.close();

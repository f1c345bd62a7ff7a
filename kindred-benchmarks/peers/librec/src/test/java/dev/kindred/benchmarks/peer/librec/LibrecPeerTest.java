package dev.kindred.benchmarks.peer.librec;

import dev.kindred.benchmarks.peer.Peer;
import dev.kindred.benchmarks.peer.RatingPeerContract;

class LibrecPeerTest extends RatingPeerContract {
    @Override
    protected Peer peer(String train, String test) throws Exception {
        return new LibrecPeer(new String[] {train, test, "4", "5", "0.01", "0.01"});
    }
}

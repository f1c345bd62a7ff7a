package dev.kindred.benchmarks.peer.mahout;

import dev.kindred.benchmarks.peer.Peer;
import dev.kindred.benchmarks.peer.RatingPeerContract;

class MahoutPeerTest extends RatingPeerContract {
    @Override
    protected Peer peer(String train, String test) throws Exception {
        return new MahoutPeer(new String[] {train, test, "parallel", "4", "5"});
    }
}
